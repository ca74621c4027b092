import type { z } from "zod";
import { asDetection, type Tx } from "@/lib/db/server";
import { firstPartyIds } from "../catalogue/owners";
import { defineEntity } from "../entity/define";
import { metaOf, sourcesOf, whereIds } from "../entity/facts";
import { parentErrors } from "../entity/parents";
import { refList, refMaybe } from "../entity/refs";
import { deleteRows, insertRows, updateRows } from "../entity/rows";
import { platformErrors } from "./rules";
import { PartyFields, PartyInput, PartyKind, PartyView } from "./schema";

type S = z.infer<typeof PartyFields>;

async function load(tx: Tx, ids: readonly string[] | null) {
  const tree = await tx.party.findMany({ select: { id: true, kinds: true, parent_id: true } });
  const own = firstPartyIds(tree);
  const rows = await tx.party.findMany({
    where: whereIds(ids),
    include: { parent: true, managers: true },
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

export const parties = defineEntity<S, PartyView>({
  name: "party",
  collection: "parties",
  kind: "party",
  input: PartyInput,
  full: PartyFields,
  view: PartyView,
  empty: { aliases: [], lei: null, parent: null, note: null, managers: [], sources: [] },
  sets: ["managers", "sources"],
  sourced: true,
  references: (fields) => [
    ...refMaybe("party", fields.parent, "/parent"),
    ...refList("source", fields.sources, "/sources"),
  ],
  added_by: "compliance",
  managedBy: (fields) => [fields.key],
  guarded: ["kinds", "parent", "managers"],
  rules: async (tx, drafts) => {
    const rows = await asDetection(tx, (inner) => inner.party.findMany({ include: { parent: true } }));
    const changed = drafts.map(({ fields }) => fields);
    const tree = rows.map(({ key, parent }) => ({ key, parent: parent?.key ?? null }));
    const platforms = rows.filter((row) => row.retired_at === null && row.kinds.includes("platform"));
    const retired = new Set(rows.filter((row) => row.retired_at !== null).map(({ key }) => key));
    const live = changed.filter(({ key }) => !retired.has(key));
    return [...parentErrors(tree, changed), ...platformErrors(platforms, live)];
  },
  load,
  columns: (fields, refs) => ({
    key: fields.key,
    name: fields.name,
    aliases: fields.aliases,
    kinds: fields.kinds,
    lei: fields.lei,
    parent_id: fields.parent === null ? null : refs.id("party", fields.parent),
    note: fields.note,
  }),
  // One platform at a time: who ceases to be it does so before another is written as it.
  makeRoom: (tx, drafts) =>
    updateRows(
      tx,
      "party",
      drafts
        .filter(({ fields }) => !fields.kinds.includes("platform"))
        .map(({ id, fields }) => ({ id, kinds: fields.kinds })),
    ),
  async writeParts(tx, drafts) {
    await deleteRows(
      tx,
      "party_manager",
      "party_id",
      drafts.map(({ id }) => id),
    );
    await insertRows(
      tx,
      "party_manager",
      drafts.flatMap(({ id, fields }) => fields.managers.map((email) => ({ party_id: id, email }))),
    );
  },
});
