import type { Tx } from "@/lib/db/server";
import { formatDay, parseInstant } from "@/lib/kernel/time";
import type { PolicyMark } from "../share/detail-schema";

type Window = { from: string; to: string; router?: string | undefined };

/** Policy versions of the register that begin within the window, in order of time. */
export async function readPolicyMarks(tx: Tx, { from, to, router }: Window): Promise<PolicyMark[]> {
  const rows = await tx.policy.findMany({
    where: {
      retired_at: null,
      from: { gte: new Date(parseInstant(from) ?? 0), lt: new Date(parseInstant(to) ?? 0) },
      ...(router === undefined ? {} : { router }),
    },
    orderBy: [{ from: "asc" }, { router: "asc" }],
  });
  return rows.map((row) => ({
    router: row.router,
    policy_version: row.policy_version,
    day: formatDay(row.from.getTime()),
  }));
}
