import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { metaOf, sourcesOf, stampOf, whereIds, writeSources } from "../entity/facts";
import { refList } from "../entity/refs";
import type { Draft, Entity } from "../entity/types";
import { ClauseKind, CommitmentFields, CommitmentInput, CommitmentView } from "./schema";

type S = z.infer<typeof CommitmentFields>;

const columns = ({ fields, ...draft }: Draft<S>) => {
  const { clauses: _, sources: __, ...own } = fields;
  return { ...own, ...stampOf(draft) };
};

async function writeClauses(tx: Tx, drafts: readonly Draft<S>[]): Promise<void> {
  await tx.clause.deleteMany({ where: { commitment_id: { in: drafts.map(({ id }) => id) } } });
  await tx.clause.createMany({
    data: drafts.flatMap(({ id, fields }) =>
      fields.clauses.map((clause) => ({ id: uuidv7(), commitment_id: id, ...clause })),
    ),
  });
}

export const commitments: Entity<S, CommitmentView> = {
  name: "commitment",
  collection: "commitments",
  input: CommitmentInput,
  full: CommitmentFields,
  view: CommitmentView,
  empty: { speaker: null, made_on: null, audience: null, clauses: [], sources: [] },
  lists: { clauses: { by: "key", empty: { text: null } } },
  sourced: true,
  references: (fields) => refList("source", fields.sources, "/sources"),
  managedBy: () => [],
  async load(tx, ids) {
    const rows = await tx.commitment.findMany({
      where: whereIds(ids),
      include: { clauses: { orderBy: { id: "asc" } } },
      orderBy: { created_at: "asc" },
    });
    const stated = await sourcesOf(tx, "commitment", ids);
    return rows.map((row) => {
      const meta = metaOf(row);
      const fields: S = {
        key: row.key,
        text: row.text,
        speaker: row.speaker,
        made_on: row.made_on,
        audience: row.audience,
        clauses: row.clauses.map(({ key, text, kind }) => ({ key, text, kind: ClauseKind.parse(kind) })),
        sources: stated.get(row.id) ?? [],
      };
      return { meta, fields, view: { ...fields, ...meta } };
    });
  },
  async insert(tx, drafts, refs) {
    await tx.commitment.createMany({ data: drafts.map((draft) => ({ id: draft.id, ...columns(draft) })) });
    await writeClauses(tx, drafts);
    await writeSources(tx, "commitment", drafts, refs);
  },
  async replace(tx, draft, refs) {
    await tx.commitment.update({ where: { id: draft.id }, data: columns(draft) });
    await writeClauses(tx, [draft]);
    await writeSources(tx, "commitment", [draft], refs);
  },
};
