import { type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import {
  type Context,
  oneAtATime,
  type Part,
  packDay,
  partsWithin,
  type RowsInMemory,
} from "@/lib/neutrality/server";
import type { CheckScope, MetricName } from "../checks/definition";
import type { LoadedCheck } from "../checks/store";
import { type Day, daysFrom, plusDays } from "../day";
import type {
  Content,
  Judged,
  JudgedDay,
  Judging,
  MeasuredDays,
  Measuring,
  Metric,
  Per,
} from "../metrics/metric";
import { isSameRule, methodOf, metricOf } from "../metrics/registry";
import { FEW_DAYS } from "../metrics/tilt-fits";
import type { ResultTrigger, ResultView } from "../results/schema";
import { readResult } from "../results/store";
import { whyAfterFailed } from "../schedule/why";
import { CHECKS } from "../system";
import { betweenOf } from "./between";
import { catalogueVersions, readContextIn, type VersionAt, withInvestees } from "./context";
import { daysToMeasure, type ReadRows } from "./days-to-measure";
import { NOTHING, sumDigests } from "./digests-sql";
import { canonicalText, hashOf, hashOfText } from "./hash";
import { fitsUsed, hashInputs, type KeptInputs } from "./inputs";
import { lookOf, periodFrom } from "./look";
import { readStanding, type Standing, type WindowState } from "./standing";
import { breachedBefore, type DayRow, earlierOf, fitContent, type ResultRow, type StoredFit } from "./store";

/**
 * Decisions that are read once for several runs. `upto`: days up to it will be run next, so that they may be read along with
 * the run's own; an earlier day: none.
 */
export type Ahead = { memory: RowsInMemory; upto: Day };

/**
 * `since`: of a run that judges again, days before it are known to hold what they held; absent: all are looked at. `due`: it
 * makes up for a due one that failed.
 */
export type Run = { day: Day; trigger: ResultTrigger; why: string | null; since?: Day; due?: true };

/** A day with its content as it stands in memory. */
type PlacedDay = DayRow & { content: Content };
/** One that was measured and is still to be written, with its content's text. */
export type NewDay = PlacedDay & { text: string };
export type NewFit = StoredFit & { id: string; dataset_digest: string };

/** A run as it was worked out; nothing of it is written yet. */
export type WorkedOut = {
  days: NewDay[];
  fits: NewFit[];
  judged: Judged;
  inputs: KeptInputs;
  /** The days that it rests on, with their hashes. */
  rests_on: ResultView["inputs"];
  inputs_hash: string;
  dataset_digest: string;
  catalogue_version: string;
  /** What a due run says of itself, in words; null: nothing. Every other has its reason. */
  why: string | null;
  /** What stood of the window before; null: it was not read. */
  before: WindowState | null;
};

const LONG_MS = 120_000;

/** What a run begins with, read in one transaction; `done`: the result that it has already. */
type Beginning = { done: ResultView } | { context: Context; standing: Standing };

/** The result that the schedule has given a day; null: none yet. */
export async function findScheduled(tx: Tx, check_id: string, day: Day): Promise<ResultView | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM check_result WHERE check_id = ${check_id}::uuid AND day = ${day}::date AND trigger = 'scheduled'`;
  return row ? readResult(tx, row.id) : null;
}

const begin = (
  { id: check_id, definition: { test } }: LoadedCheck,
  window_from: Day,
  run: Run,
  wanted: readonly Day[],
): Promise<Beginning> =>
  withActor(
    CHECKS,
    async (tx) => {
      const done = run.trigger === "scheduled" ? await findScheduled(tx, check_id, run.day) : null;
      if (done) return { done };
      const context = await readContextIn(tx, test);
      return { context, standing: await readStanding(tx, { check_id, window_from }, wanted) };
    },
    { timeout_ms: LONG_MS },
  );

/** The days of a window that a metric rests on: all up to the run's, or that one alone. */
export const wantedDays = (per: Per, from: Day, upto: Day): Day[] =>
  per !== "day"
    ? [upto]
    : Array.from({ length: daysFrom(from, upto) + 1 }, (_, index) => plusDays(from, index));

type Asked = {
  days: Day[];
  digestOf: (day: Day, content_hash: string) => string;
  rows: ReadonlyMap<Day, readonly Part[]> | null;
};

/** The days that are to be measured, and the digest of what each will rest on, read before they are. */
async function askDays(
  per: Per,
  known: Standing["known"],
  {
    wanted,
    ...rest
  }: {
    wanted: Day[];
    scope: CheckScope;
    again: boolean;
    since: Day | undefined;
    versionAt: VersionAt;
    readRows: ReadRows;
  },
): Promise<Asked> {
  if (per === "day") {
    const { days, digests, rows } = await daysToMeasure(wanted, known, rest);
    return { days, rows, digestOf: (day) => digests.get(day) ?? NOTHING };
  }
  const days = wanted.filter((day) => rest.again || !known.has(day));
  return { days, rows: null, digestOf: (_, content_hash) => content_hash };
}

/** Revisions that the metric still measures by the same rule: others are as if they were not there, but for their number. */
const ofRule = (known: Standing["known"], method: string): Standing["known"] =>
  new Map([...known].filter(([, { method_version }]) => isSameRule(method_version, method)));

/** Few days take little of the store and need not wait for large questions. */
const inTurn = <T>(days: number, work: () => Promise<T>): Promise<T> =>
  days > FEW_DAYS ? oneAtATime(work) : work();

const NO_DAYS: MeasuredDays = { days: new Map(), fits: [] };

/**
 * Measures what is missing of a window, and on every trigger but the schedule also what has changed since it was
 * measured, and judges the days up to the run's. Nothing is written. A scheduled run that has a result already gives that.
 */
export async function workOut(
  check: LoadedCheck,
  window_from: Day,
  run: Run,
  ahead: Ahead,
): Promise<WorkedOut | { done: ResultView }> {
  const { test } = check.definition;
  const metric = metricOf(test.metric);
  const per = metric.per(test);
  const wanted = wantedDays(per, window_from, run.day);
  const begun = await begin(check, window_from, run, wanted);
  if ("done" in begun) return begun;
  const { standing } = begun;
  const context = await withInvestees(test, begun.context);
  const versionAt = catalogueVersions(test, context);
  // What a run that failed was to measure again is still to be measured.
  const again = run.trigger !== "scheduled" || standing.failed !== null;
  const scope: CheckScope = "scope" in test ? test.scope : {};
  const { memory, upto } = ahead;
  const readRows: ReadRows = async (days) => {
    const options = { upto, ledger: context.ledger, priced: context.pools.routers.size > 0 };
    const found = metric.from_rows?.(test)
      ? await memory.take(days, options)
      : memory.peek(days, options.ledger);
    return found && new Map(found.map((rows) => [rows.day, partsWithin(rows, scope)]));
  };
  const method_version = methodOf(test);
  const known = ofRule(standing.known, method_version);
  const asked = {
    wanted,
    scope,
    again,
    since: standing.failed === null ? run.since : undefined,
    versionAt,
    readRows,
  };
  const { days, rows, digestOf } = await askDays(per, known, asked);
  const kept = [...known.values()].map(({ id, day }): JudgedDay => {
    return { day, content: standing.contents.get(id) ?? {} };
  });
  const measuring: Measuring<MetricName> = {
    ...{ check, test, window_from, day: run.day, days, context, fits: standing.fits, kept, rows },
  };
  const measured = days.length > 0 ? await inTurn(days.length, () => metric.measure(measuring)) : NO_DAYS;
  const new_days = days.map((day): NewDay => {
    const content = measured.days.get(day) ?? {};
    const text = canonicalText(content);
    const content_hash = hashOfText(text);
    const revision = (standing.known.get(day)?.revision ?? 0) + 1;
    const row = { id: uuidv7(), day, revision, content: packDay(content), text, content_hash };
    const of_data = { catalogue_version: versionAt(day), dataset_digest: digestOf(day, content_hash) };
    return { ...row, ...of_data, method_version };
  });
  const placed = placeDays(wanted, standing, new_days);
  const dataset_digest = wholeDigest(per, placed);
  const new_fits = measured.fits.map(
    (fit): NewFit => ({ ...fit, id: uuidv7(), content_hash: hashOf(fitContent(fit)), dataset_digest }),
  );
  const fits = fitsUsed(
    [...standing.fits, ...new_fits],
    placed.map(({ content }) => content),
  );
  const earlier = earlierOf(standing.last, new Map(placed.map(({ day, revision }) => [day, revision])));
  const judging: Judging<MetricName> = {
    ...{ test, window_from, day: run.day, window_days: check.definition.window_days, fits },
    look: lookOf(standing.last),
    since: periodFrom(check.definition, window_from, run.day),
    between: metric.counts_looks ? betweenOf(check, run, standing.last) : null,
    ...{ days: placed, evidence: null, earlier, breached: breachedBefore(standing.last, earlier) },
  };
  const { judged, evidence } = await judgeGuarded(metric, measuring, judging, standing.last);
  const inputs: KeptInputs = {
    days: placed.map(({ day, revision }) => [day, revision]),
    fits: fits.map(({ b_version, router, policy_version }) => [b_version, router, policy_version]),
    ...{ evidence, earlier: judging.earlier, look: judging.look },
    ...(judging.breached ? { breached: judging.breached } : {}),
    ...(run.due ? { due: run.due } : {}),
    ...(judging.between ? { between: judging.between } : {}),
  };
  return {
    ...{ days: new_days, fits: new_fits, judged, inputs, before: standing.state },
    catalogue_version: versionAt(run.day),
    why: whyDue(run, standing, days),
    rests_on: placed.map(({ day, revision, content_hash }) => ({ day, revision, content_hash })),
    inputs_hash: hashInputs(inputs, placed, fits),
    dataset_digest,
  };
}

/** That a due run measured days again that one before it failed to; null where it did not. */
function whyDue({ trigger }: Run, { failed, known }: Standing, measured: readonly Day[]): string | null {
  const again = measured.filter((day) => known.has(day)).sort();
  return trigger === "scheduled" && failed !== null && again.length > 0 ? whyAfterFailed(again) : null;
}

/** The digest of all that a result rests on. */
export const wholeDigest = (per: Per, days: readonly { dataset_digest: string }[]): string =>
  per === "day"
    ? sumDigests(days.map(({ dataset_digest }) => dataset_digest))
    : (days.at(-1)?.dataset_digest ?? NOTHING);

const placeDays = (
  wanted: readonly Day[],
  { known, contents }: Standing,
  measured: readonly NewDay[],
): PlacedDay[] => {
  const fresh = new Map(measured.map((one) => [one.day, one]));
  return wanted.flatMap((day): PlacedDay[] => {
    const row = known.get(day);
    const found = fresh.get(day) ?? (row && { ...row, content: contents.get(row.id) ?? {} });
    return found ? [found] : [];
  });
};

/** What a breach is held against is read again when the decisions have grown by a tenth, or days were measured again. */
const STILL_GOOD = 1.1;

/** Judges, and where a breach would stand judges again by what it is held against: lately read, or read now. */
async function judgeGuarded(
  metric: Metric<MetricName>,
  measuring: Measuring<MetricName>,
  judging: Judging<MetricName>,
  last: ResultRow | null,
): Promise<{ judged: Judged; evidence: Judging<MetricName>["evidence"] }> {
  const judged = metric.judge(judging);
  const read = metric.readEvidence;
  if (!judged.needs_evidence || !read) return { judged, evidence: null };
  const lately = judging.earlier && last ? last.inputs.evidence : null;
  const good = lately !== null && judged.figures.n <= STILL_GOOD * lately.usable;
  const evidence = good ? lately : await oneAtATime(() => read(measuring, judging));
  return { judged: metric.judge({ ...judging, evidence }), evidence };
}
