import { type CheckListItem, type DaysByVerdict, GRAVEST_FIRST, type ResultVerdict } from "@/lib/commitments";
import { formatCount, formatList, formatNumber, formatPercent } from "@/lib/kernel/format";
import { RESULT_WORDS } from "./strip-model";

export type DaysPart = { verdict: ResultVerdict; days: number; word: string };

/** What days are called: those of checks that judge once a week or month are due days, not all of them. */
export type DaysUnit = "day" | "due day";

/** Told even where there was none: on how many days a promise was kept, not settled, and without data. */
const ALWAYS: readonly ResultVerdict[] = ["kept", "inconclusive", "no_data"];

/** The parts of the bar, the gravest first; none where there is no result. */
export function daysParts(days: DaysByVerdict): DaysPart[] {
  if (GRAVEST_FIRST.every((verdict) => days[verdict] === 0)) return [];
  return GRAVEST_FIRST.flatMap((verdict) =>
    days[verdict] === 0 && !ALWAYS.includes(verdict)
      ? []
      : [{ verdict, days: days[verdict], word: RESULT_WORDS[verdict].toLowerCase() }],
  );
}

/** Days on which anything was due: every day as soon as one of the checks judges daily. */
export const daysUnit = (checks: readonly Pick<CheckListItem, "schedule">[]): DaysUnit =>
  checks.length > 0 && checks.every(({ schedule }) => schedule.every !== "day") ? "due day" : "day";

/** "Tested on 220 days: 89 breach, 0 inconclusive and 131 kept (59.5 %). No data on 3 days." */
export function daysSentence(days: DaysByVerdict, unit: DaysUnit = "day"): string {
  const parts = daysParts(days);
  if (parts.length === 0) return `Not tested on any ${unit} yet.`;
  const without = [
    days.no_data > 0 ? `No data on ${formatCount(days.no_data, unit)}.` : `No ${unit} was without data.`,
    ...(days.failed > 0 ? [`The run failed on ${formatCount(days.failed, unit)}.`] : []),
  ].join(" ");
  if (days.tested === 0) return `Not tested on any ${unit} yet. ${without}`;
  const told = parts
    .filter(({ verdict }) => verdict !== "no_data" && verdict !== "failed")
    .map(({ verdict, days: n, word }) => {
      const share = verdict === "kept" && n > 0 && n < days.tested;
      return `${formatNumber(n)} ${word}${share ? ` (${formatPercent(n / days.tested)})` : ""}`;
    });
  return `Tested on ${formatCount(days.tested, unit)}: ${formatList(told)}. ${without}`;
}
