import { type Actor, actorRef } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import type { Prisma, Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { notify } from "@/lib/register/server";
import { toDate } from "../day";
import type { CheckDefinition } from "./definition";
import { definitionHash } from "./normalise";
import { needsSecond } from "./rules";

export type NewVersion = {
  key: string;
  check_version: number;
  commitment_id: string;
  clause_key: string;
  /** The words of the clause as they are now: the audit log keeps them, since the register may say them better later. */
  clause_text: string | null;
  title: string;
  /** In its one form. */
  definition: CheckDefinition;
  supersedes_id: string | null;
  reason: string | null;
};

/** Holds the versions of a key against other writers until the transaction ends, so that each sees the one before. */
export async function lockVersions(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`promise_check ${key}`}, 0))`;
}

/**
 * Writes a version for good, with its entry in the audit log, and tells its id; who may agree to it is told, where somebody
 * must. The database says when and by whom.
 */
export async function recordVersion(tx: Tx, actor: Actor, version: NewVersion): Promise<string> {
  const { definition, clause_text, ...named } = version;
  const id = uuidv7();
  const definition_hash = definitionHash(definition);
  await tx.promiseCheck.create({
    data: {
      id,
      ...named,
      definition: definition as Prisma.InputJsonObject,
      definition_hash,
      metric: definition.test.metric,
      first_day: toDate(definition.first_day),
      window_days: definition.window_days,
      schedule: definition.schedule.every,
      created_by: actorRef(actor),
    },
  });
  await appendAudit(tx, {
    actor,
    action: version.supersedes_id === null ? "check:define" : "check:supersede",
    entity: "promise_check",
    entity_id: id,
    reason: version.reason ?? undefined,
    after: { ...named, clause_text, definition, definition_hash },
  });
  if (needsSecond(version.check_version, definition))
    await notify(tx, actor, {
      ...{ kind: "check_proposed", to: { role: "compliance" }, detail: { promise_check: id } },
    });
  return id;
}
