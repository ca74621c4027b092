import type { DaysByVerdict, ResultVerdict } from "@/lib/commitments";
import { formatCount, formatList, formatNumber, formatPercent } from "@/lib/kernel/format";
import { GRAVEST_FIRST, RESULT_WORDS } from "./strip-model";

export type DaysPart = { verdict: ResultVerdict; days: number; word: string };

/** The parts of the bar, the gravest first; none where there is no result. */
export const daysParts = (days: DaysByVerdict): DaysPart[] =>
  GRAVEST_FIRST.flatMap((verdict) =>
    days[verdict] === 0 ? [] : [{ verdict, days: days[verdict], word: RESULT_WORDS[verdict].toLowerCase() }],
  );

/** "Tested on 220 days: 89 breach and 131 kept (59.5 %). No data on 3 days." */
export function daysSentence(days: DaysByVerdict): string {
  const without = [
    ...(days.no_data > 0 ? [`No data on ${formatCount(days.no_data, "day")}.`] : []),
    ...(days.failed > 0 ? [`The run failed on ${formatCount(days.failed, "day")}.`] : []),
  ].join(" ");
  if (days.tested === 0) return without || "Not tested on any day yet.";
  const parts = daysParts(days)
    .filter(({ verdict }) => verdict !== "no_data" && verdict !== "failed")
    .map(({ days: n, word }) => `${formatNumber(n)} ${word}`);
  const kept = days.kept > 0 && days.kept < days.tested ? ` (${formatPercent(days.kept / days.tested)})` : "";
  return `Tested on ${formatCount(days.tested, "day")}: ${formatList(parts)}${kept}. ${without}`.trim();
}
