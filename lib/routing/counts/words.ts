import { type LinesModel, niceAxis } from "@/lib/kernel/chart";
import { capitalise, countInWords, formatCount, formatDate, formatNumber } from "@/lib/kernel/format";
import type { Hue } from "@/lib/kernel/hue";
import { formatDay } from "@/lib/kernel/time";
import type { GapKind, ReconciledDay, ReconciliationAnswer } from "./schema";

export const GAP_WORDS: Record<GapKind, string> = {
  theirs_more: "they count more than our log shows",
  ours_more: "our log shows more than they count",
  only_theirs: "only they count it",
  only_ours: "only our log shows it",
};

/** "Both sides agree on all three days." or "On two of three days the sides differ, and nothing explains it." */
export function reconciliationFinding({ totals }: Pick<ReconciliationAnswer, "totals">): string {
  const { days, gap_days } = totals;
  if (days === 0) return "Nothing was counted on these days.";
  if (gap_days === 0)
    return days === 1
      ? "Both sides agree on the one day."
      : `Both sides agree on all ${countInWords(days, "day")}.`;
  return `${capitalise(countInWords(gap_days, "day"))} of ${formatNumber(days)} ${gap_days === 1 ? "has" : "have"} a gap that nothing explains.`;
}

/** "They count 12 decisions more than our log shows.": what the totals say. */
export function differenceWords({ totals }: Pick<ReconciliationAnswer, "totals">): string {
  const { difference, ours, theirs } = totals;
  const sums = `${formatNumber(theirs)} against ${formatNumber(ours)}`;
  if (difference === 0) return `In sum both say ${formatCount(ours, "decision")}.`;
  const more = formatCount(Math.abs(difference), "decision");
  return difference > 0
    ? `In sum they count ${more} more than our log shows: ${sums}.`
    : `In sum they count ${more} fewer than our log shows: ${sums}.`;
}

/** "On 3 May 2026 zeta-large: they say 412, our log shows 400; they count more than our log shows." */
export const gapSentence = ({ day, model, ours, theirs, gap }: ReconciledDay): string =>
  `On ${formatDate(day)} ${model}: they say ${theirs === null ? "nothing" : formatNumber(theirs)}, our log shows ${formatNumber(ours)}${gap ? `; ${GAP_WORDS[gap]}` : ""}.`;

type Sums = { ours: number; theirs: number };

/** Both sides by day, summed over the models that they count, theirs in the hue given. A day without either is a gap. */
export function reconciliationChart(answer: ReconciliationAnswer, hue: Hue): LinesModel {
  const byDay = new Map<string, Sums>();
  for (const { day, ours, theirs } of answer.rows) {
    const sums = byDay.get(day) ?? { ours: 0, theirs: 0 };
    byDay.set(day, { ours: sums.ours + ours, theirs: sums.theirs + (theirs ?? 0) });
  }
  const days = daysBetween([...byDay.keys()].sort());
  const values = [...byDay.values()].flatMap(({ ours, theirs }) => [ours, theirs]);
  return {
    title: "Decisions that they count and that our log shows",
    unit: "decisions per day",
    summary: `${reconciliationFinding(answer)} ${differenceWords(answer)}`,
    generated: answer.generated,
    file_name: `reconciliation-${answer.from}-to-${answer.to}`,
    table: {
      columns: [
        { label: "Day", kind: "day" },
        { label: "Theirs", kind: "count" },
        { label: "Ours", kind: "count" },
        { label: "Theirs less ours", kind: "count" },
      ],
      rows: days.map((day) => {
        const sums = byDay.get(day);
        return sums ? [day, sums.theirs, sums.ours, sums.theirs - sums.ours] : [day, null, null, null];
      }),
    },
    series: [
      { key: "theirs", label: "theirs", hue },
      { key: "ours", label: "our log", hue: "others" },
    ],
    points: days.map((day) => {
      const sums = byDay.get(day);
      return {
        day,
        incomplete: false,
        n: sums?.ours ?? 0,
        values: sums ? [sums.theirs, sums.ours] : [null, null],
      };
    }),
    marks: [],
    axis: niceAxis(values, 4, true),
    value_kind: "count",
  };
}

const DAY_MS = 86_400_000;

/** Every day from the first to the last. */
function daysBetween(days: readonly string[]): string[] {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const count = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, at) => formatDay(Date.parse(first) + at * DAY_MS));
}
