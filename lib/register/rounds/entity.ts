import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { canonicalDecimal } from "@/lib/kernel/decimal";
import { uuidv7 } from "@/lib/kernel/ids";
import { metaOf, namesOf, sourcesOf, stampOf, whereIds, writeSources } from "../entity/facts";
import { refList } from "../entity/refs";
import type { Draft, Entity, Refs } from "../entity/types";
import { Bound, Visibility } from "../fields";
import { reportsDiffer } from "./rules";
import { Instrument, ParticipationState, RoundFields, RoundInput, RoundView } from "./schema";

type S = z.infer<typeof RoundFields>;

const columns = ({ fields, ...draft }: Draft<S>, refs: Refs) => ({
  key: fields.key,
  investee_id: refs.id("party", fields.investee),
  series: fields.series,
  announced: fields.announced,
  amount: fields.amount,
  bound: fields.bound,
  post_money: fields.post_money,
  currency: fields.currency,
  instrument: fields.instrument,
  note: fields.note,
  visibility: fields.visibility,
  ...stampOf(draft),
});

async function writeParticipations(tx: Tx, drafts: readonly Draft<S>[], refs: Refs): Promise<void> {
  const round_id = { in: drafts.map(({ id }) => id) };
  await tx.participationReport.deleteMany({ where: { participation: { round_id } } });
  await tx.participation.deleteMany({ where: { round_id } });
  const made = drafts.flatMap(({ id, fields }) =>
    fields.participations.map((fields) => ({ id: uuidv7(), round_id: id, fields })),
  );
  await tx.participation.createMany({
    data: made.map(({ id, round_id, fields: { investor, reported: _, ...own } }) => ({
      id,
      round_id,
      investor_id: refs.id("party", investor),
      ...own,
    })),
  });
  await tx.participationReport.createMany({
    data: made.flatMap(({ id, fields }) =>
      fields.reported.map(({ source, amount, bound }) => ({
        id: uuidv7(),
        participation_id: id,
        source_id: refs.id("source", source),
        amount,
        bound,
      })),
    ),
  });
}

const decimal = (value: { toFixed(): string } | null): string | null =>
  value === null ? null : canonicalDecimal(value.toFixed());

const INCLUDE = {
  investee: true,
  participations: {
    include: { investor: true, reported: { include: { source: true }, orderBy: { id: "asc" } } },
    orderBy: { id: "asc" },
  },
} as const;

async function load(tx: Tx, ids: readonly string[] | null) {
  const rows = await tx.investmentRound.findMany({
    where: whereIds(ids),
    include: INCLUDE,
    orderBy: { key: "asc" },
  });
  const stated = await sourcesOf(tx, "investment_round", ids);
  return rows.map((row) => {
    const meta = metaOf(row);
    const fields: S = {
      key: row.key,
      investee: row.investee.key,
      series: row.series,
      announced: row.announced,
      amount: decimal(row.amount),
      bound: Bound.parse(row.bound),
      post_money: decimal(row.post_money),
      currency: row.currency,
      instrument: Instrument.nullable().parse(row.instrument),
      note: row.note,
      visibility: Visibility.parse(row.visibility),
      participations: row.participations.map((part) => ({
        investor: part.investor.key,
        amount: decimal(part.amount),
        bound: Bound.parse(part.bound),
        state: ParticipationState.nullable().parse(part.state),
        instrument: Instrument.nullable().parse(part.instrument),
        share_after: decimal(part.share_after),
        reported: part.reported.map(({ source, amount, bound }) => ({
          source: source.key,
          amount: decimal(amount),
          bound: Bound.parse(bound),
        })),
      })),
      sources: stated.get(row.id) ?? [],
    };
    const view: RoundView = {
      ...fields,
      ...meta,
      investee_name: row.investee.name,
      investor_names: namesOf(row.participations.map(({ investor }) => investor)),
      reports_differ: fields.participations.some(reportsDiffer),
    };
    return { meta, fields, view };
  });
}

export const rounds: Entity<S, RoundView> = {
  name: "investment_round",
  collection: "rounds",
  input: RoundInput,
  full: RoundFields,
  view: RoundView,
  empty: {
    series: null,
    announced: null,
    amount: null,
    bound: "unknown",
    post_money: null,
    currency: null,
    instrument: null,
    note: null,
    visibility: "internal",
    participations: [],
    sources: [],
  },
  lists: {
    participations: {
      by: "investor",
      empty: {
        amount: null,
        bound: "unknown",
        state: null,
        instrument: null,
        share_after: null,
        reported: [],
      },
      lists: { reported: { by: "source", empty: { amount: null, bound: "unknown" } } },
    },
  },
  sourced: true,
  references: (fields) => [
    { kind: "party", key: fields.investee, pointer: "/investee" },
    ...fields.participations.flatMap((part, index) => [
      { kind: "party" as const, key: part.investor, pointer: `/participations/${index}/investor` },
      ...part.reported.map(({ source }, at) => ({
        kind: "source" as const,
        key: source,
        pointer: `/participations/${index}/reported/${at}/source`,
      })),
    ]),
    ...refList("source", fields.sources, "/sources"),
  ],
  managedBy: (fields) => [fields.investee],
  load,
  async insert(tx, drafts, refs) {
    await tx.investmentRound.createMany({
      data: drafts.map((draft) => ({ id: draft.id, ...columns(draft, refs) })),
    });
    await writeParticipations(tx, drafts, refs);
    await writeSources(tx, "investment_round", drafts, refs);
  },
  async replace(tx, draft, refs) {
    await tx.investmentRound.update({ where: { id: draft.id }, data: columns(draft, refs) });
    await writeParticipations(tx, [draft], refs);
    await writeSources(tx, "investment_round", [draft], refs);
  },
};
