import type { z } from "zod";
import type { Prisma, Tx } from "@/lib/db/server";
import { defineEntity } from "../entity/define";
import { decimalText, metaOf, namesOf, sourcesOf, whereIds } from "../entity/facts";
import { refList } from "../entity/refs";
import { Bound, Visibility } from "../fields";
import { writeParticipations } from "./parts";
import { participationWords, reportsDiffer } from "./rules";
import { Instrument, ParticipationState, RoundFields, RoundInput, RoundView } from "./schema";

type S = z.infer<typeof RoundFields>;

const INCLUDE = {
  investee: true,
  participations: { include: { investor: true, reported: { include: { source: true } } } },
} as const satisfies Prisma.InvestmentRoundInclude;

type Row = Prisma.InvestmentRoundGetPayload<{ include: typeof INCLUDE }>;

const participationFields = (part: Row["participations"][number]): S["participations"][number] => ({
  investor: part.investor.key,
  amount: decimalText(part.amount),
  bound: Bound.parse(part.bound),
  state: ParticipationState.nullable().parse(part.state),
  instrument: Instrument.nullable().parse(part.instrument),
  share_after: part.share_after === null ? null : part.share_after.toNumber(),
  reported: part.reported.map(({ source, amount, bound }) => ({
    source: source.key,
    amount: decimalText(amount),
    bound: Bound.parse(bound),
  })),
});

const roundFields = (row: Row, sources: string[]): S => ({
  key: row.key,
  investee: row.investee.key,
  series: row.series,
  announced: row.announced,
  amount: decimalText(row.amount),
  bound: Bound.parse(row.bound),
  post_money: decimalText(row.post_money),
  currency: row.currency,
  instrument: Instrument.nullable().parse(row.instrument),
  note: row.note,
  visibility: Visibility.parse(row.visibility),
  participations: row.participations.map(participationFields),
  sources,
});

async function load(tx: Tx, ids: readonly string[] | null) {
  const rows = await tx.investmentRound.findMany({
    where: whereIds(ids),
    include: INCLUDE,
    orderBy: { key: "asc" },
  });
  const stated = await sourcesOf(tx, "investment_round", ids);
  return rows.map((row) => {
    const meta = metaOf(row);
    const fields = roundFields(row, stated.get(row.id) ?? []);
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

export const rounds = defineEntity<S, RoundView>({
  name: "investment_round",
  collection: "rounds",
  input: RoundInput,
  full: RoundFields,
  view: RoundView,
  walled: true,
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
  sets: ["sources"],
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
  isStated: ({ participations }) => participations.some(({ reported }) => reported.length > 0),
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
  cells: { participations: ({ participations }) => participations.map(participationWords) },
  load,
  columns: (fields, refs) => ({
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
  }),
  writeParts: writeParticipations,
});
