import type { Prisma, Tx } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { clockToday } from "../clock";
import { type Day, toDay } from "../day";
import { CheckDefinition } from "./definition";
import {
  isAble,
  isApproved,
  meantBy,
  needsSecond,
  runsUntil,
  statusOf,
  supersededOn,
  type VersionState,
} from "./rules";
import { CheckOutcome, type CheckStatus } from "./schema";

/** One version of a check as whatever runs and shows it needs it. */
export type LoadedCheck = {
  id: string;
  key: string;
  check_version: number;
  title: string;
  commitment_id: string;
  commitment_key: string;
  clause_key: string;
  definition: CheckDefinition;
  first_day: Day;
  recorded_at: string;
  /** By the real clock: later than `recorded_at` where a simulated clock recorded it. */
  written_at: string;
  /** On the day of the clock of checks. */
  status: CheckStatus;
  /** The first day of the approved version that takes its place; it may lie ahead. Null: there is none. */
  superseded_on: Day | null;
  /** The day after the last that it judges; null: no end in sight. */
  runs_until: Day | null;
  /** A simulated clock recorded it and there is real traffic now: it judges nothing any more. */
  over: boolean;
};

export const CHECK_ROW = {
  commitment: { include: { clauses: true } },
  decision: true,
} as const satisfies Prisma.PromiseCheckInclude;
export type CheckRow = Prisma.PromiseCheckGetPayload<{ include: typeof CHECK_ROW }>;

/** A row with where its key's other versions leave it. */
export type PlacedRow = { row: CheckRow; check: LoadedCheck };

const definitionOf = ({ definition }: CheckRow): CheckDefinition => CheckDefinition.parse(definition);

const stateOf = (row: CheckRow): VersionState => ({
  check_version: row.check_version,
  first_day: toDay(row.first_day),
  window_days: row.window_days,
  needs_second: needsSecond(row.check_version, definitionOf(row)),
  outcome: row.decision && CheckOutcome.parse(row.decision.outcome),
});

/** Whether a simulated clock recorded a version: then its own time is not the one at which it was written. */
export const isOfSimulation = ({ recorded_at, written_at }: CheckRow): boolean =>
  written_at.getTime() !== recorded_at.getTime();

/**
 * The day on which a version of a simulated clock ended: it judges generated traffic alone, since what is real may have
 * been known when it was written. Null: it has not.
 */
const overSince = (row: CheckRow, first_real: Day | null): Day | null =>
  isOfSimulation(row) ? first_real : null;

/**
 * Rows beside all other versions of their keys, as they stand on a day. `first_real`: the day of the first traffic source
 * that is not generated; null: there is none.
 */
export function placeRows(rows: readonly CheckRow[], today: Day, first_real: Day | null): PlacedRow[] {
  const states = rows.map((row) => ({ key: row.key, ...stateOf(row) }));
  return rows.map((row) => {
    const version = stateOf(row);
    const superseded_on = supersededOn(
      version,
      states.filter(({ key }) => key === row.key),
    );
    const [status, over] = [statusOf(version, superseded_on, today), overSince(row, first_real)];
    const until = [runsUntil(version, superseded_on), over].filter((day) => day !== null).sort()[0];
    return {
      row,
      check: {
        id: row.id,
        key: row.key,
        check_version: row.check_version,
        title: row.title,
        commitment_id: row.commitment_id,
        commitment_key: row.commitment.key,
        clause_key: row.clause_key,
        definition: definitionOf(row),
        first_day: version.first_day,
        recorded_at: row.recorded_at.toISOString(),
        written_at: row.written_at.toISOString(),
        status: over !== null && isAble(status) ? "ended" : status,
        superseded_on,
        runs_until: until ?? null,
        over: over !== null,
      },
    };
  });
}

/** All versions of the checks that `where` names by what versions of one key share, by key and version. */
export async function readChecks(tx: Tx, where: Prisma.PromiseCheckWhereInput = {}): Promise<PlacedRow[]> {
  const rows = await tx.promiseCheck.findMany({
    where,
    include: CHECK_ROW,
    orderBy: [{ key: "asc" }, { check_version: "asc" }],
  });
  return placeRows(rows, await clockToday(tx), await readFirstReal(tx));
}

/** The day on which the first traffic source was recorded that is not generated. */
async function readFirstReal(tx: Tx): Promise<Day | null> {
  const { _min } = await tx.trafficSource.aggregate({
    where: { generated: false },
    _min: { created_at: true },
  });
  return _min.created_at && toDay(_min.created_at);
}

/** One version by its id. Throws 404 when there is none. */
export async function loadCheck(tx: Tx, id: string): Promise<LoadedCheck> {
  const { check } = await findVersion(tx, id);
  return check;
}

/** Every version of the key that is named, or that the version of this id has; in order. Throws 404. */
async function readVersions(tx: Tx, idOrKey: string): Promise<PlacedRow[]> {
  const key = isUuid(idOrKey)
    ? (await tx.promiseCheck.findUnique({ where: { id: idOrKey }, select: { key: true } }))?.key
    : idOrKey;
  if (key === undefined) throw notFound();
  return readChecks(tx, { key });
}

async function findOne(
  tx: Tx,
  idOrKey: string,
  choose: (versions: readonly PlacedRow[]) => PlacedRow | undefined,
): Promise<PlacedRow> {
  const versions = await readVersions(tx, idOrKey);
  const found = isUuid(idOrKey) ? versions.find(({ check }) => check.id === idOrKey) : choose(versions);
  if (!found) throw notFound();
  return found;
}

/** One version by its id, or the one in force of a key. Throws 404 when there is none. */
export const findVersion = (tx: Tx, idOrKey: string): Promise<PlacedRow> =>
  findOne(tx, idOrKey, (versions) => {
    const meant = meantBy(versions.map(({ check }) => check));
    return versions.find(({ check }) => check === meant);
  });

/** One version by its id, or the newest of a key, whatever became of it. Throws 404 when there is none. */
export const findNewest = (tx: Tx, idOrKey: string): Promise<PlacedRow> =>
  findOne(tx, idOrKey, (versions) => versions.at(-1));

/**
 * Versions that judge, or have judged, days that are over: approved, begun before today. Those that have ended are among
 * them, since a run of theirs may have been missed; `runs_until` says where they stop.
 */
export async function listRunnableChecks(tx: Tx): Promise<LoadedCheck[]> {
  const [today, placed] = [await clockToday(tx), await readChecks(tx)];
  return placed
    .filter(({ row, check }) => {
      const judges = check.runs_until === null || check.first_day < check.runs_until;
      return judges && !check.over && check.first_day < today && isApproved(stateOf(row));
    })
    .map(({ check }) => check);
}
