import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { type InputError, invalid } from "@/lib/kernel/errors";
import { clockToday } from "../clock";
import type { CheckInput } from "./definition";
import { definitionFaults } from "./faults";
import { normaliseDefinition } from "./normalise";
import { readCheckView } from "./read-view";
import { lockVersions, recordVersion } from "./record";
import { readTested, referenceFaults } from "./references";
import { needsSecond } from "./rules";
import type { CheckView } from "./schema";
import { withWarnings } from "./with-warnings";

const taken = (key: string): InputError => ({
  pointer: "/key",
  message: `There is a check “${key}”. To change it, record another version of it.`,
});

/**
 * Records the first version of a check, before the first day that it judges. Nobody else has to agree, but to a reference
 * share. Throws 403, and 422 with every fault named.
 */
export async function defineCheck(actor: Actor, input: CheckInput): Promise<CheckView> {
  authorize(actor, "check:define");
  const { key, title, commitment, clause, reason = null, ...given } = input;
  const definition = normaliseDefinition(given);
  const record = await withActor(actor, async (tx) => {
    await lockVersions(tx, key);
    const tested = await readTested(tx, commitment);
    const faults = [
      ...((await tx.promiseCheck.count({ where: { key } })) > 0 ? [taken(key)] : []),
      ...(tested.fault ? [tested.fault] : []),
      ...definitionFaults(definition, await clockToday(tx)),
      ...(await referenceFaults(tx, given.test)),
    ];
    const words = tested.commitment?.clauses.find((one) => one.key === clause);
    if (tested.commitment && !words)
      faults.push({ pointer: "/clause", message: `“${commitment}” has no clause “${clause}”.` });
    if (reason === null && needsSecond(1, definition))
      faults.push({ pointer: "/reason", message: "Say why this share; a second person has to agree." });
    if (faults.length > 0 || !tested.commitment || !words) throw invalid(faults);
    const id = await recordVersion(tx, actor, {
      ...{ key, check_version: 1, commitment_id: tested.commitment.id, clause_key: clause, title },
      clause_text: words.text,
      ...{ definition, supersedes_id: null, reason },
    });
    return readCheckView(tx, id);
  });
  return withWarnings(actor, record);
}
