import { formatNumber } from "@/lib/kernel/format";
import { formatDay } from "@/lib/kernel/time";
import type { MetricName } from "../checks/definition";
import type { Day } from "../day";
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

/** A metric of records has a rule of its own, which alone says whether it is measured otherwise. */
const ruleOf = (method: string): string => method.split(".")[1] ?? "";

/** Why a result of the register is made again, in words: by another method, else by what the records say. */
export function whyRecords(
  days: readonly Day[],
  { metric, measured, method }: { metric: MetricName; measured: string | null; method: string },
): { trigger: ResultTrigger; why: string } {
  const what =
    measured === null || ruleOf(measured) === ruleOf(method)
      ? (RECORDS[metric] ?? "The records say otherwise than when it was measured")
      : `It was measured by method ${measured}, and this program has ${method}`;
  return { trigger: "catalogue_change", why: `${what}; ${againWords(days)}` };
}

/** Why a result is made again, in words: what was purged comes first, then what came late; else the catalogue changed. */
export function whyAgain(
  days: readonly Day[],
  { purged, arrived }: { purged: readonly Purged[]; arrived: readonly Arrived[] },
): { trigger: ResultTrigger; why: string } {
  const again = againWords(days);
  const parts = [...purged.map(purgeWords), ...arrived.map(arrivalWords)];
  if (parts.length === 0)
    return {
      trigger: "catalogue_change",
      why: `The catalogue attributes models otherwise than when the days were measured; ${again}`,
    };
  return { trigger: purged.length > 0 ? "purge" : "late_data", why: `${joined(parts)}; ${again}` };
}
