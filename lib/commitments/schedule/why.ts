import { formatNumber } from "@/lib/kernel/format";
import { formatDay } from "@/lib/kernel/time";
import type { MetricName } from "../checks/definition";
import type { Day } from "../day";
import { isSameRule } from "../metrics/registry";
import type { ResultTrigger } from "../results/schema";

/** What took decisions out since the days were measured. */
export type Purged = {
  /** Number of the delivery; null where a source was purged from a time on. */
  batch_no: number | null;
  source: string;
  purged_at: Date | null;
  decisions: bigint;
};

/** A delivery that came since the days were measured. */
export type Arrived = { no: number; source: string; stored_at: Date | null; accepted: bigint };

const daysOf = (days: readonly Day[]): string => (days.length === 1 ? "1 day" : `${days.length} days`);

const dayOf = (at: Date | null): string => (at ? ` on ${formatDay(at.getTime())}` : "");

function purgeWords({ batch_no, source, purged_at, decisions }: Purged): string {
  const what = batch_no === null ? `source ${source}` : `batch ${batch_no}`;
  return `Purge of ${what}${dayOf(purged_at)} took ${formatNumber(Number(decisions))} decisions`;
}

const arrivalWords = ({ no, source, stored_at, accepted }: Arrived): string =>
  `Batch ${no} of ${source} brought ${formatNumber(Number(accepted))} decisions${dayOf(stored_at)}`;

const SHOWN = 3;

function joined(parts: readonly string[]): string {
  const more = parts.length - SHOWN;
  return parts.slice(0, SHOWN).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

const againWords = (days: readonly Day[]): string =>
  `measured again: ${daysOf(days)}, from ${days[0] ?? "?"} to ${days.at(-1) ?? "?"}.`;

const RECORDS: Partial<Record<MetricName, string>> = {
  listing_time: "The register gives other releases or listings than when it was measured",
  notice_period:
    "The register, the notices or the log say otherwise than when it was measured what took effect, what was announced or what was opened",
};

/** By which method days were measured last (null: none were), and by which they would be now. */
type Methods = { measured: string | null; method: string };

/** That another rule measures now, in words; null where none does. */
const methodWords = ({ measured, method }: Methods): string | null =>
  measured === null || isSameRule(measured, method)
    ? null
    : `It was measured by method ${measured}, and this program has ${method}`;

/** By which catalogue a day was measured last, and by which it would be now. */
type Catalogues = { was: string; is: string };

const PARTS: readonly [begins: string, words: string][] = [
  ["pools-", "Policies supply other candidates, list prices or quality estimates"],
  ["outcome-", "Other sources count as having their quality measured after the fact"],
];
const isPart = (text: string): boolean => PARTS.some(([begins]) => text.startsWith(begins));

/** What of a catalogue's version is another, in words: what hangs on it besides who owns a model has a part of its own. */
function catalogueWords({ was, is }: Catalogues): string {
  const [before, now] = [was, is].map((version) => version.split("."));
  const said = (parts: readonly string[] = [], begins: string) =>
    parts.find((part) => part.startsWith(begins));
  const others = PARTS.filter(([begins]) => said(before, begins) !== said(now, begins));
  const rest = (parts: readonly string[] = []) => parts.filter((part) => !isPart(part)).join(".");
  const words = [
    ...(rest(before) === rest(now) && others.length > 0 ? [] : ["The catalogue attributes models otherwise"]),
    ...others.map(([, text]) => text),
  ];
  return `${words.join("; ")} than when the days were measured`;
}

/** Why a result of the register is made again, in words: by another method, else by what the records say. */
export function whyRecords(
  days: readonly Day[],
  { metric, ...methods }: Methods & { metric: MetricName },
): { trigger: ResultTrigger; why: string } {
  const what =
    methodWords(methods) ?? RECORDS[metric] ?? "The records say otherwise than when it was measured";
  return { trigger: "catalogue_change", why: `${what}; ${againWords(days)}` };
}

/**
 * Why a result is made again, in words: that it was measured otherwise, or by another catalogue, is known of the days and
 * comes first; of what was purged or came on them some may be of other routers.
 */
export function whyAgain(
  days: readonly Day[],
  {
    purged,
    arrived,
    catalogues,
    ...methods
  }: Methods & { purged: readonly Purged[]; arrived: readonly Arrived[]; catalogues: Catalogues },
): { trigger: ResultTrigger; why: string } {
  const otherwise =
    methodWords(methods) ?? (catalogues.was === catalogues.is ? null : catalogueWords(catalogues));
  const events = [...purged.map(purgeWords), ...arrived.map(arrivalWords)];
  // What came or went without an entry in the ledger.
  const unknown = "The decisions are others than when the days were measured";
  const parts = [...(otherwise === null ? [] : [otherwise]), ...events];
  const why = `${joined(parts.length > 0 ? parts : [unknown])}; ${againWords(days)}`;
  if (otherwise !== null) return { trigger: "catalogue_change", why };
  return { trigger: purged.length > 0 ? "purge" : "late_data", why };
}

/** What a due run says that measured again what one that failed before it was to. */
export const whyAfterFailed = (days: readonly Day[]): string => `The run before failed; ${againWords(days)}`;
