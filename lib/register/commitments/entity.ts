import type { z } from "zod";
import type { Actor } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { defineEntity } from "../entity/define";
import { idsOf, metaOf, sourcesOf, whereIds } from "../entity/facts";
import { refList } from "../entity/refs";
import { deleteRows, insertRows } from "../entity/rows";
import type { Draft } from "../entity/types";
import { notify } from "../notifications/notify";
import { ClauseKind, CommitmentFields, CommitmentInput, CommitmentView } from "./schema";

type S = z.infer<typeof CommitmentFields>;

async function writeClauses(tx: Tx, drafts: readonly Draft<S>[]): Promise<void> {
  const commitments = drafts.map(({ id }) => id);
  const stored = await tx.clause.findMany({ where: { commitment_id: { in: commitments } } });
  const idOf = idsOf(stored.map(({ id, commitment_id, key }) => ({ id, owner: commitment_id, key })));
  await deleteRows(tx, "clause", "commitment_id", commitments);
  await insertRows(
    tx,
    "clause",
    drafts.flatMap(({ id: commitment_id, fields }) =>
      fields.clauses.map((clause) => ({
        id: idOf(commitment_id, clause.key) ?? uuidv7(),
        commitment_id,
        ...clause,
      })),
    ),
  );
}

/** A clause that a check tests stays: its results would be about nothing. */
async function testedErrors(tx: Tx, drafts: readonly Draft<S>[]) {
  const checks = await tx.promiseCheck.findMany({
    where: { commitment_id: { in: drafts.map(({ id }) => id) } },
    select: { key: true, commitment_id: true, clause_key: true },
    distinct: ["key", "commitment_id", "clause_key"],
  });
  return drafts.flatMap(({ id, fields }) =>
    checks
      .filter(({ commitment_id }) => commitment_id === id)
      .filter(({ clause_key }) => !fields.clauses.some(({ key }) => key === clause_key))
      .map(({ key, clause_key }) => ({
        key: fields.key,
        error: {
          pointer: "/clauses",
          message: `The clause “${clause_key}” is tested by the check “${key}” and stays.`,
        },
      })),
  );
}

type Saved = { before: S | null; draft: Draft<S> };

/** The clauses of a commitment that say something else than before. */
const reworded = ({ before, draft }: Saved): string[] =>
  (before?.clauses ?? []).flatMap(({ key, text }) => {
    const now = draft.fields.clauses.find((clause) => clause.key === key);
    return now && now.text !== text ? [key] : [];
  });

/** Of each check whose clause says something else now compliance is told: what it found so far is of the words before. */
async function tellOfWords(tx: Tx, actor: Actor, changes: readonly Saved[]): Promise<void> {
  const clauses = changes.flatMap((change) =>
    reworded(change).map((clause_key) => ({ commitment_id: change.draft.id, clause_key })),
  );
  if (clauses.length === 0) return;
  const checks = await tx.promiseCheck.findMany({
    where: { OR: clauses },
    select: { id: true },
    distinct: ["key"],
    orderBy: [{ key: "asc" }, { check_version: "desc" }],
  });
  for (const { id } of checks)
    await notify(tx, actor, {
      ...{ kind: "clause_reworded", to: { role: "compliance" }, detail: { promise_check: id } },
    });
}

export const commitments = defineEntity<S, CommitmentView>({
  name: "commitment",
  collection: "commitments",
  input: CommitmentInput,
  full: CommitmentFields,
  view: CommitmentView,
  empty: { speaker: null, made_on: null, audience: null, clauses: [], sources: [] },
  sets: ["sources"],
  lists: { clauses: { by: "key", empty: { text: null, kind: null } } },
  sourced: true,
  references: (fields) => refList("source", fields.sources, "/sources"),
  added_by: "compliance",
  managedBy: () => [],
  rules: testedErrors,
  cells: { clauses: ({ clauses }) => clauses.map(({ key, kind }) => `${key} (${kind ?? "unknown"})`) },
  async load(tx, ids) {
    const rows = await tx.commitment.findMany({
      where: whereIds(ids),
      include: { clauses: true },
      orderBy: { created_at: "asc" },
    });
    const stated = await sourcesOf(tx, "commitment", ids);
    return rows.map((row) => {
      const meta = metaOf(row);
      const { key, text, speaker, made_on, audience } = row;
      const clauses = row.clauses.map((one) => ({
        key: one.key,
        text: one.text,
        kind: ClauseKind.nullable().parse(one.kind),
      }));
      const fields: S = { key, text, speaker, made_on, audience, clauses, sources: stated.get(row.id) ?? [] };
      return { meta, fields, view: { ...fields, ...meta } };
    });
  },
  columns: ({ key, text, speaker, made_on, audience }) => ({ key, text, speaker, made_on, audience }),
  writeParts: writeClauses,
  tell: tellOfWords,
});
