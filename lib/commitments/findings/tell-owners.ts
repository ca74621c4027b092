import type { Tx } from "@/lib/db/server";
import { type Notice, notify } from "@/lib/register/server";
import { CHECKS } from "../system";

/** Tells whoever owns a finding, and compliance, what the system did or found about it; each of them once. */
export const tellOwners = (
  tx: Tx,
  { owner }: { owner: string | null },
  notice: Omit<Notice, "to">,
): Promise<number> =>
  notify(tx, CHECKS, {
    ...notice,
    to: [{ role: "compliance" }, ...(owner === null ? [] : [{ emails: [owner] }])],
  });
