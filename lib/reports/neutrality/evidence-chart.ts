import type { ChartMark, ChartTable } from "@/lib/kernel/chart";
import { capitalise, formatCount, formatDayMonth, formatNumber } from "@/lib/kernel/format";
import type { EvidenceModel, EvidenceSeries } from "@/lib/kernel/proof-chart";
import { addDays, daysBetween, formatDay, parseInstant } from "@/lib/kernel/time";
import type { EvidencePoint, NeutralityWithSeries } from "@/lib/neutrality";
import type { Finding, NeutralityEvidence } from "./schema";
import { evidenceFigure, logLine, routersOf } from "./words";

/** The frame ends here; evidence beyond it is said in figures. */
const MOST = 12;
const LEAST = -4;

const dayMs = (day: string): number => parseInstant(day) ?? 0;
const decimal = (log_e: number): number => log_e / Math.LN10;

function everyDay({ window }: NeutralityEvidence) {
  const days: { day: string; incomplete: boolean }[] = [];
  for (let ms = dayMs(window.from); ms < dayMs(window.to); ms = addDays(ms, 1))
    days.push({ day: formatDay(ms), incomplete: window.incomplete && addDays(ms, 1) >= dayMs(window.to) });
  return days;
}

type Days = ReturnType<typeof everyDay>;

function along(days: Days, points: readonly EvidencePoint[], of: "log_e_material" | "log_e_zero") {
  const by_day = new Map(points.map((point) => [point.day, point[of]]));
  return days.map(({ day }) => {
    const log_e = by_day.get(day);
    return log_e === undefined || !Number.isFinite(log_e) ? null : decimal(log_e);
  });
}

function seriesOf(answer: NeutralityWithSeries, days: Days): EvidenceSeries[] {
  const { evidence, evidence_by_router, neutrality } = answer;
  const only = routersOf(neutrality).length === 1;
  const any: EvidenceSeries[] =
    neutrality.verdict === "watch"
      ? [
          {
            key: "any",
            label: "Any tilt at all",
            tone: "any",
            values: along(days, evidence, "log_e_zero"),
          },
        ]
      : [];
  return [
    {
      key: "check",
      label: only ? (routersOf(neutrality)[0] ?? "The router") : "All routers",
      tone: "check",
      values: along(days, evidence, "log_e_material"),
    },
    ...any,
    ...evidence_by_router.map(
      ({ router, evidence: own }): EvidenceSeries => ({
        key: `router ${router}`,
        label: `${router || "Unnamed router"} alone`,
        tone: "part",
        values: along(days, own, "log_e_material"),
      }),
    ),
  ];
}

function frameOf(series: readonly EvidenceSeries[], line: number) {
  const values = series.flatMap(({ values }) => values).filter((value) => value !== null);
  const even = (value: number, round: (value: number) => number) => 2 * round(value / 2);
  return {
    min: Math.max(LEAST, Math.min(-2, even(Math.min(0, ...values), Math.floor))),
    max: Math.min(MOST, Math.max(even(line, Math.ceil) + 2, even(Math.max(...values), Math.ceil))),
  };
}

const tableOf = (days: Days, series: readonly EvidenceSeries[]): ChartTable => ({
  columns: [
    { label: "Day", kind: "day" },
    ...series.map(({ label }) => ({ label: `${label}, power of ten`, kind: "number" as const, digits: 2 })),
  ],
  rows: days.flatMap(({ day }, place) => {
    const values = series.map((each) => each.values[place] ?? null);
    return values.every((value) => value === null) ? [] : [[day, ...values]];
  }),
});

const firstOver = (points: readonly EvidencePoint[], line: number, of: "log_e_material" | "log_e_zero") =>
  points.find((point) => point[of] >= line)?.day ?? null;

/** "14 days after policy v3 began, the evidence passed the line." */
export function evidenceFinding({ answer }: NeutralityEvidence): Finding {
  const { neutrality, evidence } = answer;
  const line = logLine(neutrality);
  const figure = formatNumber(Math.exp(line));
  const text = [
    `Evidence multiplies when decisions keep falling the same way and shrinks when they do not. It may be read daily: a router without a material tilt would reach ${figure} at any time in at most 1 check of ${figure}.`,
  ];
  const crossed = firstOver(evidence, line, "log_e_material");
  const last = evidence.at(-1)?.log_e_material ?? Number.NEGATIVE_INFINITY;
  const { day, policy_version } = neutrality.onset;
  if (crossed !== null && last < line)
    return {
      title: `The evidence passed the line on ${formatDayMonth(crossed)} and has fallen below it since.`,
      text,
    };
  if (crossed !== null) {
    const after = day === null ? -1 : daysBetween(dayMs(day), dayMs(crossed));
    const since = policy_version === null ? formatDayMonth(day ?? crossed) : `policy ${policy_version} began`;
    return {
      title:
        after > 0
          ? `${capitalise(formatCount(after, "day"))} after ${since}, the evidence passed the line.`
          : `The evidence passed the line on ${formatDayMonth(crossed)}.`,
      text: [...text, ...othersText(answer, line)],
    };
  }
  const any = firstOver(evidence, line, "log_e_zero");
  if (neutrality.verdict === "watch" && any !== null)
    return {
      title: `That there is a tilt passed the line on ${formatDayMonth(any)}; that it is material did not.`,
      text,
    };
  return { title: "The evidence of a material tilt never reached the line.", text };
}

/** "Simulated Desk and Simulated Flow never reached it." */
function othersText({ evidence_by_router }: NeutralityWithSeries, line: number): string[] {
  const never = evidence_by_router.filter(
    ({ evidence }) => firstOver(evidence, line, "log_e_material") === null,
  );
  if (never.length === 0 || never.length === evidence_by_router.length) return [];
  const names = never.map(({ router }) => router || "the unnamed router");
  const list = names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return [`By ${names.length === 1 ? "itself" : "themselves"}, ${list} never reached it.`];
}

/** Evidence over time on a logarithmic axis, with the line that was fixed; null where nothing was tested. */
export function composeEvidenceChart(
  input: NeutralityEvidence,
  marks: readonly ChartMark[],
): EvidenceModel | null {
  const { answer, generated } = input;
  const { neutrality, evidence } = answer;
  if (evidence.length === 0) return null;
  const days = everyDay(input);
  const series = seriesOf(answer, days);
  const log_line = logLine(neutrality);
  const line = decimal(log_line);
  const frame = frameOf(series, line);
  const crossed = firstOver(evidence, log_line, "log_e_material");
  const last = evidence.at(-1);
  const cut = series.some(({ values }) => values.some((value) => value !== null && value > frame.max));
  return {
    title: "Evidence that the tilt is material",
    unit: `e-value, logarithmic${cut ? `; frame cut at 10¹²` : ""}`,
    summary: `${last ? `Evidence ${evidenceFigure(last.log_e_material)} on ${formatDayMonth(last.day)}` : "No evidence"}; the line is ${formatNumber(Math.exp(log_line))}. ${evidenceFinding(input).title}`,
    generated,
    file_name: "evidence-over-time",
    table: tableOf(days, series),
    days,
    series,
    line,
    line_label: `Line of breach: 1/α = ${formatNumber(Math.exp(log_line))}`,
    ...frame,
    crossed: crossed === null ? null : { day: crossed, label: `Passed on ${formatDayMonth(crossed)}` },
    marks,
    breach: neutrality.verdict === "breach",
  };
}

/** Whole days that hold a range, half-open. */
export function wholeDays(range: { from: string; to: string }): { from: string; to: string } {
  const to_ms = parseInstant(range.to) ?? 0;
  const last = formatDay(to_ms);
  return {
    from: formatDay(parseInstant(range.from) ?? 0),
    to: dayMs(last) === to_ms ? last : formatDay(addDays(dayMs(last), 1)),
  };
}
