import type { SystemActor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { normaliseAlias } from "./normalise-alias";

const DETECTION: SystemActor = { kind: "system", id: "detection" };

/** Names under which the register's policies say that a router is called, of any version that is not retired. */
export async function readAliases(): Promise<string[]> {
  const rows = await withActor(DETECTION, (tx) =>
    tx.policy.findMany({ where: { retired_at: null }, select: { aliases: true } }),
  );
  return [...new Set(rows.flatMap(({ aliases }) => aliases.map(normaliseAlias)))];
}
