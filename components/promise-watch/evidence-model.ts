import type { CheckDefinition, Day, ResultListItem } from "@/lib/commitments";
import { formatDayMonth, formatNumber } from "@/lib/kernel/format";
import type { EvidenceModel } from "@/lib/kernel/proof-chart";

/** The frame ends here; evidence beyond it stands in the table. */
const MOST = 12;
const LEAST = -4;
const DAY_MS = 86_400_000;

const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);
const even = (value: number, round: (value: number) => number) => 2 * round(value / 2);

/**
 * The evidence of a tilt as its results reached it, day by day over one window; of a day that was run again the latest.
 * Null for other metrics, and with fewer than two points.
 */
export function evidenceModel(
  results: readonly ResultListItem[],
  { test }: CheckDefinition,
  generated: boolean,
): EvidenceModel | null {
  if (test.metric !== "routing_tilt") return null;
  const latest = new Map<Day, number | null>();
  for (const { day, figures } of results.toSorted((a, b) => a.number - b.number))
    latest.set(day, figures.tilt?.log_e_value ?? null);
  const days = [...latest.keys()].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const span = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
  const all = Array.from({ length: span }, (_, at) => dayOf(Date.parse(first) + at * DAY_MS));
  const values = all.map((day) => {
    const log_e = latest.get(day) ?? null;
    return log_e === null ? null : log_e / Math.LN10;
  });
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const line = -Math.log10(test.alpha);
  const crossed = all.find((_, at) => (values[at] ?? Number.NEGATIVE_INFINITY) >= line) ?? null;
  const breach = results.some(({ verdict }) => verdict === "breach");
  const figure = formatNumber(1 / test.alpha);
  const summary = crossed
    ? `The evidence passed the line of ${figure} on ${formatDayMonth(crossed)}.`
    : `The evidence has not reached the line of ${figure}.`;
  return {
    title: "Evidence that the tilt is material",
    unit: `e-value, logarithmic${Math.max(...known) > MOST ? "; frame cut at 10¹²" : ""}`,
    summary,
    generated,
    file_name: "evidence-of-a-check",
    table: {
      columns: [
        { label: "Day", kind: "day" },
        { label: "Evidence, power of ten", kind: "number", digits: 2 },
      ],
      rows: all.flatMap((day, at) => (values[at] == null ? [] : [[day, values[at] ?? null]])),
    },
    days: all.map((day) => ({ day, incomplete: false })),
    series: [{ key: "check", label: "This check", tone: "check", values }],
    line,
    line_label: `Line of breach: 1/α = ${figure}`,
    min: Math.max(LEAST, Math.min(-2, even(Math.min(0, ...known), Math.floor))),
    max: Math.min(MOST, Math.max(even(line, Math.ceil) + 2, even(Math.max(...known), Math.ceil))),
    crossed: crossed === null ? null : { day: crossed, label: `Passed on ${formatDayMonth(crossed)}` },
    marks: [],
    breach,
  };
}
