import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { conflict, invalid } from "@/lib/kernel/errors";
import { clockToday } from "../clock";
import type { SupersedeInput } from "./definition";
import { definitionFaults } from "./faults";
import { normaliseDefinition } from "./normalise";
import { readCheckView } from "./read-view";
import { lockVersions, recordVersion } from "./record";
import { referenceFaults } from "./references";
import type { CheckView } from "./schema";
import { findNewest } from "./store";
import { withWarnings } from "./with-warnings";

const overtaken = (key: string) =>
  conflict("not_the_latest", `“${key}” has a later version already; supersede that one.`);

/**
 * Records another version of a check, which runs once a second person has approved it; the one before runs on beside it to
 * the end of its window. Throws 403, 404, 409 for what is not the latest version or waits for a decision, 422.
 */
export async function supersedeCheck(
  actor: Actor,
  idOrKey: string,
  input: SupersedeInput,
): Promise<CheckView> {
  authorize(actor, "check:define");
  const { title, reason, ...given } = input;
  const definition = normaliseDefinition(given);
  const record = await withActor(actor, async (tx) => {
    const { row, check } = await findNewest(tx, idOrKey);
    const { key, check_version, commitment_id, clause_key } = check;
    await lockVersions(tx, key);
    if ((await tx.promiseCheck.count({ where: { supersedes_id: row.id } })) > 0) throw overtaken(key);
    if (check.status === "proposed")
      throw conflict("undecided", `Version ${check_version} waits for a second person; decide it first.`);
    const faults = [
      ...definitionFaults(definition, await clockToday(tx)),
      ...(await referenceFaults(tx, given.test)),
    ];
    if (faults.length > 0) throw invalid(faults);
    const words = row.commitment.clauses.find((one) => one.key === clause_key);
    const id = await recordVersion(tx, actor, {
      clause_text: words?.text ?? null,
      ...{ key, check_version: check_version + 1, commitment_id, clause_key, title },
      ...{ definition, supersedes_id: row.id, reason },
    });
    return readCheckView(tx, id);
  });
  return withWarnings(actor, record);
}
