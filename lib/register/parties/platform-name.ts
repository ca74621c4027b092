import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";

/** What the platform is called, for the frame of every page; null as long as the register has none. No wall hides it. */
export const readPlatformName = (actor: Actor): Promise<string | null> =>
  withActor(actor, async (tx) => {
    const row = await tx.party.findFirst({
      where: { kinds: { has: "platform" }, retired_at: null },
      select: { name: true },
    });
    return row?.name ?? null;
  });
