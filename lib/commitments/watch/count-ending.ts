import { type Actor, can } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { isAble } from "../checks/rules";
import { isOfSimulation, readChecks } from "../checks/store";

/**
 * How many versions of checks the first source of real traffic will end: a simulated clock recorded them. Of none that the
 * actor may not read.
 */
export function countEnding(actor: Actor): Promise<number> {
  if (!can(actor, "promise:read")) return Promise.resolve(0);
  return withActor(actor, async (tx) => {
    const versions = await readChecks(tx);
    return versions.filter(({ row, check }) => isOfSimulation(row) && isAble(check.status)).length;
  });
}
