import {
  type CheckListItem,
  type Day,
  GRAVEST_FIRST,
  type ResultMark,
  type ResultVerdict,
} from "@/lib/commitments";
import { countInWords, formatCount, formatDate, formatList } from "@/lib/kernel/format";

export type Every = "day" | "week" | "month";

/** The days that a strip shows, half-open; days before `from` are not the check's, those from `to` on have not come. */
export type StripRange = {
  from: Day;
  to: Day;
  /** Its first day has not come. */
  ahead?: true;
};

export type StripCell = { mark: ResultMark /** Days from the segment's begin. */; at: number; span: number };
export type StripSegment = { key: string; label: string; days: number; cells: StripCell[]; gaps: number };

const DAY_MS = 86_400_000;
const ms = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (at_ms: number): Day => new Date(at_ms).toISOString().slice(0, 10);
/** Days as texts: Math.min knows numbers alone. */
const earlier = (a: Day, b: Day): Day => (a.localeCompare(b) < 0 ? a : b);
const later = (a: Day, b: Day): Day => (a.localeCompare(b) < 0 ? b : a);
const apart = (from: Day, to: Day) => Math.round((ms(to) - ms(from)) / DAY_MS);

/** Days that a result stands for: back to the due day before it. */
const REACH: Record<Every, number> = { day: 1, week: 7, month: 31 };

/**
 * The last months that fit, and no day before the check's own first: older results are in the history. The day that ended
 * last is not missing yet: its data are given time to come in.
 */
export function stripRange(
  { first_day, strip }: { first_day: Day; strip: readonly ResultMark[] },
  today: Day,
  months = 12,
): StripRange {
  const yesterday = dayOf(ms(today) - DAY_MS);
  const until = strip.some(({ day }) => day === yesterday) ? today : yesterday;
  const end = new Date(ms(until) - DAY_MS);
  const earliest = dayOf(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - months + 1, 1));
  const range = { from: earlier(later(first_day, earliest), until), to: until };
  return first_day > today ? { ...range, ahead: true } : range;
}

type Piece = { mark: ResultMark; from: Day; to: Day };

/** What each result covers: up to its reach, never what the one before it covers already. */
function pieces(marks: readonly ResultMark[], { from, to }: StripRange, every: Every): Piece[] {
  const inside = marks
    .filter(({ day }) => day >= from && day < to)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  let free = from;
  return inside.map((mark) => {
    const reach = dayOf(ms(mark.day) - (REACH[every] - 1) * DAY_MS);
    const begin = later(reach, free);
    free = dayOf(ms(mark.day) + DAY_MS);
    return { mark, from: begin, to: free };
  });
}

/** Days that are as wide as "Mar 2026". */
const ROOM_FOR_YEAR = 20;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The strip by calendar month, so that it can wrap where there is no room for one row. */
export function layStrip(marks: readonly ResultMark[], range: StripRange, every: Every): StripSegment[] {
  const all = pieces(marks, range, every);
  const segments: StripSegment[] = [];
  for (let from = range.from; from < range.to; ) {
    const begin = new Date(ms(from));
    const next = dayOf(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1));
    const to = earlier(next, range.to);
    const cells = all.flatMap((piece) => {
      const [start, end] = [later(piece.from, from), earlier(piece.to, to)];
      return start < end ? [{ mark: piece.mark, at: apart(from, start), span: apart(start, end) }] : [];
    });
    const days = apart(from, to);
    // The year stands where it begins and where the strip does, as far as there is room for it.
    const year =
      begin.getUTCMonth() === 0 || !segments.some(({ label }) => label.includes(" "))
        ? ` ${begin.getUTCFullYear()}`
        : "";
    segments.push({
      key: from,
      label: `${MONTHS[begin.getUTCMonth()]}${days < ROOM_FOR_YEAR ? "" : year}`,
      days,
      cells,
      gaps: days - cells.reduce((sum, { span }) => sum + span, 0),
    });
    from = to;
  }
  return segments;
}

export const RESULT_WORDS: Record<ResultVerdict, string> = {
  kept: "Kept",
  watch: "Watch",
  breach: "Breach",
  inconclusive: "Inconclusive",
  no_data: "No data",
  failed: "Failed",
};

export type VerdictRun = {
  from: Day;
  to: Day;
  results: number;
  verdict: ResultVerdict;
  /** How many of its days were run again. */
  again: number;
};

/** Results in a row with one verdict as one line, newest first. */
export function verdictRuns(marks: readonly ResultMark[]): VerdictRun[] {
  const runs: VerdictRun[] = [];
  for (const { day, verdict, runs: times } of marks.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const last = runs.at(-1);
    const again = times > 1 ? 1 : 0;
    if (last?.verdict === verdict) {
      last.to = day;
      last.results += 1;
      last.again += again;
    } else runs.push({ from: day, to: day, results: 1, verdict, again });
  }
  return runs.reverse();
}

/** "211 results since 15 April 2026: 89 breach, 122 kept. The latest, of 20 November 2026, says breach." */
export function stripSummary(marks: readonly ResultMark[], range: StripRange, every: Every): string {
  const shown = marks.filter(({ day }) => day >= range.from && day < range.to);
  const latest = shown.reduce<ResultMark | null>((a, b) => (a && a.day >= b.day ? a : b), null);
  if (!latest) return range.ahead ? "Its first day has not come." : "No result yet.";
  const counts = GRAVEST_FIRST.flatMap((verdict) => {
    const n = shown.filter((mark) => mark.verdict === verdict).length;
    return n === 0 ? [] : [`${n} ${RESULT_WORDS[verdict].toLowerCase()}`];
  });
  const gaps = every === "day" ? layStrip(marks, range, every).reduce((sum, one) => sum + one.gaps, 0) : 0;
  const without = gaps > 0 ? ` ${formatCount(gaps, "day")} without a result.` : "";
  return `${formatCount(shown.length, "result")} since ${formatDate(range.from)}: ${formatList(counts)}.${without} The latest, of ${formatDate(latest.day)}, says ${RESULT_WORDS[latest.result_verdict].toLowerCase()}.`;
}

/** "24 August 2026: Breach, run three times"; of a day without decisions also what its result says of the window. */
export function markWords({ day, verdict, result_verdict, runs }: ResultMark): string {
  const window =
    result_verdict === verdict ? "" : `; of the window so far: ${RESULT_WORDS[result_verdict].toLowerCase()}`;
  const times = runs > 1 ? `, run ${countInWords(runs, "time")}` : "";
  return `${formatDate(day)}: ${RESULT_WORDS[verdict]}${times}${window}`;
}

/** Since when a check has had no decisions to judge; nothing where its last day had some. */
export function darkWords({
  latest,
  last_data_day,
}: Pick<CheckListItem, "latest" | "last_data_day">): string | null {
  if (!latest || last_data_day === null || last_data_day >= latest.day) return null;
  return `The last day with decisions was ${formatDate(last_data_day)}: what its results say since is of the days before.`;
}
