import { z } from "zod";
import {
  Amount,
  Bound,
  Currency,
  Key,
  listOf,
  loose,
  Note,
  PartialDate,
  RecordFields,
  Visibility,
} from "../fields";

export const Instrument = z.enum(["equity", "convertible", "compute_credit", "debt"]);
export const ParticipationState = z.enum(["committed", "funded"]);
const Share = z
  .number("A fraction of 1, such as 0.14.")
  .min(0, "A fraction of 1, not below 0.")
  .max(1, "A fraction of 1, not above 1.")
  .transform((share) => Number(share.toFixed(10)))
  .describe("Fraction of 1 held after the round.");

export const ReportFields = z.object({ source: Key, amount: Amount.nullable(), bound: Bound });
export const ParticipationFields = z.object({
  investor: Key,
  amount: Amount.nullable(),
  bound: Bound,
  state: ParticipationState.nullable(),
  instrument: Instrument.nullable(),
  share_after: Share.nullable(),
  reported: z.array(ReportFields),
});
export const RoundFields = z.object({
  key: Key,
  investee: Key,
  series: z.string().max(60).nullable(),
  announced: PartialDate.nullable(),
  amount: Amount.nullable(),
  bound: Bound,
  post_money: Amount.nullable(),
  currency: Currency.nullable(),
  instrument: Instrument.nullable(),
  note: Note.nullable(),
  visibility: Visibility,
  participations: z.array(ParticipationFields),
  sources: listOf(Key),
});

const ReportInput = z.strictObject({ source: Key, amount: loose(Amount), bound: loose(Bound) });
const ParticipationInput = z.strictObject({
  investor: Key.describe("Who took part."),
  amount: loose(Amount),
  bound: loose(Bound).describe("Whether the amount is exact, about, up to or at least."),
  state: loose(ParticipationState).describe("Committed is promised, funded is paid."),
  instrument: loose(Instrument),
  share_after: loose(Share),
  reported: loose(z.array(ReportInput).max(50)).describe(
    "What each source says; where reports differ all stand.",
  ),
});

export const RoundInput = z.strictObject({
  key: Key,
  investee: Key.describe("The party that raised the money."),
  series: loose(z.string().max(60)),
  announced: loose(PartialDate),
  amount: loose(Amount).describe("The whole round."),
  bound: loose(Bound),
  post_money: loose(Amount),
  currency: loose(Currency),
  instrument: loose(Instrument),
  note: loose(Note),
  visibility: loose(Visibility),
  participations: loose(z.array(ParticipationInput).max(500)),
  sources: loose(listOf(Key)).describe("Documents that state this."),
});
export type RoundInput = z.infer<typeof RoundInput>;

export const RoundView = RoundFields.extend(RecordFields).extend({
  investee_name: z.string(),
  investor_names: z.record(z.string(), z.string()),
  /** True when two sources give a participation different figures. */
  reports_differ: z.boolean(),
});
export type RoundView = z.infer<typeof RoundView>;
