import type { z } from "zod";
import { asDetection, type Tx } from "@/lib/db/server";
import { firstPartyIds } from "../catalogue/owners";
import { metaOf, sourcesOf, stampOf, whereIds, writeSources } from "../entity/facts";
import { parentErrors, parentsFirst } from "../entity/parents";
import { refList, refMaybe } from "../entity/refs";
import type { Draft, Entity, Refs } from "../entity/types";
import { platformErrors } from "./rules";
import { PartyFields, PartyInput, PartyKind, PartyView } from "./schema";

type S = z.infer<typeof PartyFields>;

const columns = ({ fields, ...draft }: Draft<S>, refs: Refs) => ({
  key: fields.key,
  name: fields.name,
  aliases: fields.aliases,
  kinds: fields.kinds,
  lei: fields.lei,
  parent_id: fields.parent === null ? null : refs.id("party", fields.parent),
  note: fields.note,
  ...stampOf(draft),
});

async function writeManagers(tx: Tx, drafts: readonly Draft<S>[]): Promise<void> {
  await tx.partyManager.deleteMany({ where: { party_id: { in: drafts.map(({ id }) => id) } } });
  await tx.partyManager.createMany({
    data: drafts.flatMap(({ id, fields }) => fields.managers.map((email) => ({ party_id: id, email }))),
  });
}

async function load(tx: Tx, ids: readonly string[] | null) {
  const tree = await tx.party.findMany({ select: { id: true, kinds: true, parent_id: true } });
  const own = firstPartyIds(tree);
  const rows = await tx.party.findMany({
    where: whereIds(ids),
    include: { parent: true, managers: { orderBy: { email: "asc" } } },
    orderBy: { ordinal: "asc" },
  });
  const stated = await sourcesOf(tx, "party", ids);
  return rows.map((row) => {
    const meta = metaOf(row);
    const fields: S = {
      key: row.key,
      name: row.name,
      aliases: row.aliases,
      kinds: row.kinds.map((kind) => PartyKind.parse(kind)),
      lei: row.lei,
      parent: row.parent?.key ?? null,
      note: row.note,
      managers: row.managers.map(({ email }) => email),
      sources: stated.get(row.id) ?? [],
    };
    const view: PartyView = {
      ...fields,
      ...meta,
      ordinal: row.ordinal,
      parent_name: row.parent?.name ?? null,
      first_party: own.has(row.id),
    };
    return { meta, fields, view };
  });
}

export const parties: Entity<S, PartyView> = {
  name: "party",
  collection: "parties",
  input: PartyInput,
  full: PartyFields,
  view: PartyView,
  empty: { aliases: [], lei: null, parent: null, note: null, managers: [], sources: [] },
  lists: {},
  sourced: true,
  references: (fields) => [
    ...refMaybe("party", fields.parent, "/parent"),
    ...refList("source", fields.sources, "/sources"),
  ],
  managedBy: (fields) => [fields.key],
  rules: async (tx, drafts) => {
    const rows = await asDetection(tx, (inner) => inner.party.findMany({ include: { parent: true } }));
    const changed = drafts.map(({ fields }) => fields);
    const tree = rows.map(({ key, parent }) => ({ key, parent: parent?.key ?? null }));
    const platforms = rows.filter((row) => row.retired_at === null && row.kinds.includes("platform"));
    return [...parentErrors(tree, changed), ...platformErrors(platforms, changed)];
  },
  load,
  async insert(tx, drafts, refs) {
    await tx.party.createMany({
      data: parentsFirst(drafts).map((draft) => ({ id: draft.id, ...columns(draft, refs) })),
    });
    await writeManagers(tx, drafts);
    await writeSources(tx, "party", drafts, refs);
  },
  async replace(tx, draft, refs) {
    await tx.party.update({ where: { id: draft.id }, data: columns(draft, refs) });
    await writeManagers(tx, [draft]);
    await writeSources(tx, "party", [draft], refs);
  },
};
