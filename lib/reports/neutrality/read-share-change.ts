import type { Actor } from "@/lib/access";
import type { NeutralityQuery, Rise } from "@/lib/neutrality";
import { decomposeShare } from "@/lib/routing/server";
import { composeShareChange, decomposeQuestion, type ShareChangeModel } from "./decompose-chart";

/** What changed our share of all routed decisions over the view; null where the view compares no two periods so. */
export async function readShareChange(
  actor: Actor,
  query: NeutralityQuery,
  rise: Rise | null,
  generated: boolean,
): Promise<ShareChangeModel | null> {
  const asked = decomposeQuestion(query, rise);
  if (!asked || !rise) return null;
  return composeShareChange(await decomposeShare(actor, asked), asked, rise, generated);
}
