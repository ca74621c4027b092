import type { Prisma, Tx } from "@/lib/db/server";
import { packDay } from "@/lib/neutrality/server";
import { type Day, toDate, toDay } from "../day";
import type { Breached, CheckFitRow, Content, Earlier } from "../metrics/metric";
import type { ResultFigures, ResultVerdict } from "../results/schema";
import type { KeptInputs } from "./inputs";

/** A revision of a day without its content. */
export type DayRow = {
  id: string;
  day: Day;
  revision: number;
  content_hash: string;
  dataset_digest: string;
  catalogue_version: string;
  method_version: string;
};

export type WindowKey = { check_id: string; window_from: Day };

/** The latest revision of each day of a window up to one, in order. */
export async function readDayRows(
  tx: Tx,
  { check_id, window_from }: WindowKey,
  upto: Day,
): Promise<DayRow[]> {
  const rows = await tx.$queryRaw<(Omit<DayRow, "day"> & { day: Date })[]>`
    SELECT DISTINCT ON (day) id, day, revision, content_hash, dataset_digest, catalogue_version,
      method_version FROM check_day
    WHERE check_id = ${check_id}::uuid AND window_from = ${window_from}::date AND day <= ${upto}::date
    ORDER BY day, revision DESC`;
  return rows.map((row) => ({ ...row, day: toDay(row.day) }));
}

type Held = { content: Content; weight: number };
const holder = globalThis as typeof globalThis & { evenhandCheckDays?: Map<string, Held> };

/** How many bins are kept in memory, of all checks together: each takes some hundred bytes with what follows from it. */
const MOST_BINS = 2_500_000;
/** What the bins of a cell in columns count for, however many they are. */
const COLUMNS = 150;

const held = (): Map<string, Held> => {
  holder.evenhandCheckDays ??= new Map();
  return holder.evenhandCheckDays;
};

type Weighed = { bins?: { kind?: string; keys?: unknown[]; tables?: unknown[] } };
const binsIn = ({ bins }: Weighed): number =>
  bins?.kind === "columns" ? COLUMNS : (bins?.keys?.length ?? bins?.tables?.length ?? 1);
const weightOf = ({ cells }: Content): number =>
  (Array.isArray(cells) ? cells : []).reduce((sum: number, cell: Weighed) => sum + binsIn(cell), 1);

/** Contents of revisions by id, packed; they never change, so that those read lately are kept in memory. */
export async function readContents(tx: Tx, ids: readonly string[]): Promise<Map<string, Content>> {
  const found = new Map<string, Content>();
  const missing: string[] = [];
  for (const id of ids) {
    const known = held().get(id);
    if (known) found.set(id, known.content);
    else missing.push(id);
  }
  for (let start = 0; start < missing.length; start += 50) {
    const some = missing.slice(start, start + 50);
    // As text: the client would look through every number of it.
    const rows = await tx.$queryRaw<{ id: string; content: string }[]>`
      SELECT id, content::text AS content FROM check_day WHERE id = ANY(${some}::uuid[])`;
    for (const { id, content } of rows) found.set(id, packDay(JSON.parse(content) as Content));
  }
  remember(found);
  return found;
}

/** Keeps contents in memory, the ones used last. */
export function remember(contents: ReadonlyMap<string, Content>): void {
  const known = held();
  for (const [id, content] of contents) {
    const weight = known.get(id)?.weight ?? weightOf(content);
    known.delete(id);
    known.set(id, { content, weight });
  }
  let total = 0;
  for (const { weight } of known.values()) total += weight;
  for (const [id, { weight }] of known) {
    if (total <= MOST_BINS) break;
    known.delete(id);
    total -= weight;
  }
}

/** Lets go of what is kept in memory; the next run reads it from the store. */
export const forgetDays = (): void => holder.evenhandCheckDays?.clear();

type FitContent = Omit<
  CheckFitRow,
  "router" | "policy_version" | "b_version" | "from_day" | "upto_day" | "catalogue_version"
>;

/** What of a fit has no column of its own. */
export const fitContent = (fit: CheckFitRow): FitContent => ({
  covariates: fit.covariates,
  choices: fit.choices,
  reason: fit.reason,
  coefficients: fit.coefficients,
  inverse_hessian: fit.inverse_hessian,
  robust: fit.robust,
});

export type StoredFit = CheckFitRow & { content_hash: string };

/** All fits of a window, in order of their versions. */
export async function readFits(tx: Tx, { check_id, window_from }: WindowKey): Promise<StoredFit[]> {
  const rows = await tx.checkFit.findMany({
    where: { check_id, window_from: toDate(window_from) },
    orderBy: [{ b_version: "asc" }, { router: "asc" }, { policy_version: "asc" }],
  });
  return rows.map((row) => ({
    ...(row.content as unknown as FitContent),
    router: row.router,
    policy_version: row.policy_version ?? "",
    b_version: row.b_version,
    from_day: toDay(row.from_day),
    upto_day: toDay(row.upto_day),
    catalogue_version: row.catalogue_version,
    content_hash: row.content_hash,
  }));
}

export type ResultRow = {
  id: string;
  dataset_digest: string;
  catalogue_version: string;
  day: Day;
  trigger: string;
  verdict: ResultVerdict;
  figures: ResultFigures;
  inputs: KeptInputs;
};

const RESULT = {
  dataset_digest: true,
  catalogue_version: true,
  id: true,
  day: true,
  trigger: true,
  verdict: true,
  figures: true,
  inputs: true,
} as const;
/** A row of a result as runs go on from it. */
export const toResult = (row: Prisma.CheckResultGetPayload<{ select: typeof RESULT }>): ResultRow => ({
  id: row.id,
  dataset_digest: row.dataset_digest,
  catalogue_version: row.catalogue_version,
  day: toDay(row.day),
  trigger: row.trigger,
  verdict: row.verdict as ResultVerdict,
  figures: row.figures as unknown as ResultFigures,
  inputs: row.inputs as unknown as KeptInputs,
});

/** The last results of a window up to a day. */
export type LastResults = {
  /** The latest that was completed. */
  last: ResultRow | null;
  /** The day of the latest of all where that failed: what it was to measure is still as it was. */
  failed: Day | null;
};

export async function readLastResults(
  tx: Tx,
  { check_id, window_from }: WindowKey,
  upto: Day,
): Promise<LastResults> {
  const of_window = { check_id, window_from: toDate(window_from), day: { lte: toDate(upto) } };
  const latest = (where: Prisma.CheckResultWhereInput) =>
    tx.checkResult.findFirst({ where, orderBy: { number: "desc" }, select: RESULT });
  const newest = await latest(of_window);
  if (newest?.verdict !== "failed") return { last: newest && toResult(newest), failed: null };
  const last = await latest({ ...of_window, verdict: { not: "failed" } });
  return { last: last && toResult(last), failed: toDay(newest.day) };
}

/** What an earlier result had reached, where it rests on the same revisions of its days; else null. */
export function earlierOf(last: ResultRow | null, revisions: ReadonlyMap<Day, number>): Earlier | null {
  return last?.inputs.days.every(([day, revision]) => revisions.get(day) === revision) ? reached(last) : null;
}

/**
 * A breach that the last result stood by, where its days have been measured anew since: whether it stays is asked of the
 * days as they are. One that fell is asked about again whenever days are measured anew: what was taken away may come back.
 */
export function breachedBefore(last: ResultRow | null, earlier: Earlier | null): Breached | null {
  if (last?.verdict !== "breach" || !last.figures.tilt) return last?.inputs.breached ?? null;
  return earlier ? null : { result_id: last.id, day: last.figures.tilt.peak.day };
}

const reached = ({ id: result_id, verdict, figures: { tilt } }: ResultRow): Earlier | null =>
  tilt && { result_id, verdict, peak: tilt.peak };
