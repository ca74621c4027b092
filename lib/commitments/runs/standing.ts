import type { Tx } from "@/lib/db/server";
import type { Day } from "../day";
import type { Content } from "../metrics/metric";
import {
  type DayRow,
  forgetDays,
  type LastResults,
  type ResultRow,
  readContents,
  readDayRows,
  readFits,
  readLastResults,
  type StoredFit,
  type WindowKey,
} from "./store";

/** What stands of a window before a run: the wanted days' latest revisions, the fits, and the last result. */
export type Standing = {
  known: ReadonlyMap<Day, DayRow>;
  contents: ReadonlyMap<string, Content>;
  fits: readonly StoredFit[];
  state: WindowState;
} & LastResults;

/**
 * How much there is of a window. Days, fits and results are only ever added to, so that one that has as many as before is
 * the same.
 */
export type WindowState = { days: number; fits: number; last_day: Day | null; results: number };

type Remembered = {
  state: WindowState;
  rows: readonly DayRow[];
  fits: readonly StoredFit[];
} & LastResults;

const holder = globalThis as typeof globalThis & { evenhandCheckWindows?: Map<string, Remembered> };
const MOST_WINDOWS = 500;

const windows = (): Map<string, Remembered> => {
  holder.evenhandCheckWindows ??= new Map();
  return holder.evenhandCheckWindows;
};

const nameOf = ({ check_id, window_from }: WindowKey): string => `${check_id} ${window_from}`;

function remember(key: WindowKey, remembered: Remembered): void {
  const known = windows();
  const name = nameOf(key);
  known.delete(name);
  known.set(name, remembered);
  for (const [oldest] of known) {
    if (known.size <= MOST_WINDOWS) break;
    known.delete(oldest);
  }
}

/** Lets go of all that is known of windows and their days; the next run reads it from the store. */
export function forgetWindows(): void {
  forgetDays();
  holder.evenhandCheckWindows?.clear();
}

async function readState(tx: Tx, { check_id, window_from }: WindowKey): Promise<WindowState> {
  const [state] = await tx.$queryRaw<WindowState[]>`
    SELECT count(*)::int AS days, max(day)::text AS last_day,
      (SELECT count(*) FROM check_fit WHERE check_id = ${check_id}::uuid AND window_from = ${window_from}::date)::int AS fits,
      (SELECT coalesce(max(number), 0) FROM check_result WHERE check_id = ${check_id}::uuid)::int AS results
    FROM check_day WHERE check_id = ${check_id}::uuid AND window_from = ${window_from}::date`;
  if (!state) throw new Error("A count gives a row.");
  return state;
}

const isSame = (a: WindowState, b: WindowState): boolean =>
  a.days === b.days && a.fits === b.fits && a.last_day === b.last_day && a.results === b.results;

/** Reads what stands of a window up to the last of the wanted days; of one that nobody added to it is known. */
export async function readStanding(tx: Tx, key: WindowKey, wanted: readonly Day[]): Promise<Standing> {
  const upto = wanted.at(-1) ?? key.window_from;
  const state = await readState(tx, key);
  // What lies after the run's day is none of its business.
  const whole = state.last_day === null || state.last_day <= upto;
  const known = windows().get(nameOf(key));
  const found = whole && known && isSame(known.state, state) ? known : await readWindow(tx, key, upto, state);
  if (whole && found !== known) remember(key, found);
  const asked = new Set(wanted);
  const rows = found.rows.filter(({ day }) => asked.has(day));
  return {
    known: new Map(rows.map((row) => [row.day, row])),
    contents: await readContents(
      tx,
      rows.map(({ id }) => id),
    ),
    fits: found.fits,
    last: found.last,
    failed: found.failed,
    state,
  };
}

const readWindow = async (tx: Tx, key: WindowKey, upto: Day, state: WindowState): Promise<Remembered> => ({
  state,
  rows: await readDayRows(tx, key, upto),
  fits: await readFits(tx, key),
  ...(await readLastResults(tx, key, upto)),
});

/** A run as it was written on what stood before it; `number` is that of its result. */
export type Written = {
  number: number;
  days: readonly DayRow[];
  /** How many fits were made anew. */
  fits: number;
  result: ResultRow;
};

/**
 * Takes what was just written to what is known of its window. Where another run was written in between, or the fits are
 * others, nothing is known any more.
 */
export function rememberWritten(key: WindowKey, before: WindowState, written: Written): void {
  const known = windows().get(nameOf(key));
  if (!known) return;
  const { number, days, fits, result } = written;
  if (!isSame(known.state, before) || number !== before.results + 1 || fits > 0) {
    windows().delete(nameOf(key));
    return;
  }
  const renewed = new Set(days.map(({ day }) => day));
  const rows = [...known.rows.filter(({ day }) => !renewed.has(day)), ...days.map(withoutContent)];
  rows.sort((a, b) => (a.day < b.day ? -1 : 1));
  remember(key, {
    // One that failed is written on nothing that was read.
    ...{ rows, fits: known.fits, last: result, failed: null },
    state: {
      ...before,
      days: before.days + days.length,
      last_day: rows.at(-1)?.day ?? null,
      results: number,
    },
  });
}

const withoutContent = (row: DayRow): DayRow => {
  const { id, day, revision, content_hash, dataset_digest, catalogue_version, method_version } = row;
  return { id, day, revision, content_hash, dataset_digest, catalogue_version, method_version };
};
