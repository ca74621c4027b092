import { type Day, daysFrom, plusDays } from "../day";
import type { CheckDefinition } from "./definition";
import type { CheckStatus, CheckView } from "./schema";

/** A window of a check, half-open. */
export type CheckWindow = { from: Day; to: Day };
type Anchored = { first_day: Day; window_days: number };

/** What was said on a version: by a second person, or by whoever took it back before its first day. */
export type CheckOutcome = NonNullable<CheckView["decision"]>["outcome"];

/** What the status of a version hangs on. `outcome` is null where nothing was said. */
export type VersionState = Anchored & {
  check_version: number;
  needs_second: boolean;
  outcome: CheckOutcome | null;
};

/** Whether a second person must agree: to what supersedes another version, and to a share that people set themselves. */
export const needsSecond = (check_version: number, { test }: Pick<CheckDefinition, "test">): boolean =>
  check_version > 1 || (test.metric === "routing_tilt" && test.baseline === "reference_share");

/** The window in which a day lies: anchored at the first day, one after the other; null before the first day. */
export function windowOf({ first_day, window_days }: Anchored, day: Day): CheckWindow | null {
  const since = daysFrom(first_day, day);
  if (since < 0) return null;
  const from = plusDays(first_day, since - (since % window_days));
  return { from, to: plusDays(from, window_days) };
}

/** Whether a version may judge at all: a second person approved it, or nobody had to. */
export const isApproved = ({ needs_second, outcome }: Pick<VersionState, "needs_second" | "outcome">) =>
  outcome === "approved" || (outcome === null && !needs_second);

/**
 * The day from which a later version stands in this one's place, among all versions of one key; null while none does.
 * Versions that nobody approved take nobody's place.
 */
export function supersededOn(version: VersionState, versions: readonly VersionState[]): Day | null {
  const later = versions.filter((one) => one.check_version > version.check_version && isApproved(one));
  return later.reduce<Day | null>(
    (first, { first_day }) => (first === null || first_day < first ? first_day : first),
    null,
  );
}

/** The day after the last that a version judges: the end of the window in course when it was superseded; null: no end. */
export function runsUntil(version: Anchored, superseded_on: Day | null): Day | null {
  if (superseded_on === null) return null;
  // A new version that begins with a window of the old one leaves nothing in course.
  return windowOf(version, plusDays(superseded_on, -1))?.to ?? superseded_on;
}

/** What a version is on a day. `superseded_on` may lie ahead: it is the day of a version that is approved and waits. */
export function statusOf(version: VersionState, superseded_on: Day | null, today: Day): CheckStatus {
  if (version.outcome === "refused" || version.outcome === "withdrawn") return version.outcome;
  if (!isApproved(version)) return today < version.first_day ? "proposed" : "lapsed";
  if (superseded_on !== null && today >= superseded_on)
    return today < (runsUntil(version, superseded_on) ?? today) ? "superseded" : "ended";
  return today < version.first_day ? "waiting" : "running";
}

/** What judges, or will. */
const ABLE: readonly CheckStatus[] = ["waiting", "running", "superseded"];

export const isAble = (status: CheckStatus): boolean => ABLE.includes(status);

/** Whether a version judges days now, beside another that takes its place or not. */
export const isRunning = ({ status }: { status: CheckStatus }): boolean =>
  status === "running" || status === "superseded";

type Placed = { check_version: number; first_day: Day; status: CheckStatus };

/** Which version its key means, where several have statuses that could be meant: the first of these that any has. */
const MEANT: readonly CheckStatus[] = ["running", "superseded", "waiting", "proposed", "ended"];

/**
 * The version that a key means: the one in force, and before there was one the next that will be. What somebody has
 * proposed, or a second person has refused, takes the place of nothing that runs. Null without versions.
 */
export function meantBy<V extends Placed>(versions: readonly V[]): V | null {
  const newest = [...versions].sort((a, b) => b.check_version - a.check_version);
  const status = MEANT.find((one) => newest.some((version) => version.status === one));
  const able = newest.filter((version) => status === undefined || version.status === status);
  // Of those that wait the one that begins first.
  const next = status === "waiting" ? able.sort((a, b) => (a.first_day < b.first_day ? -1 : 1)) : able;
  return next[0] ?? null;
}

/** The days that two versions both judge; null where there are none, or where one of them has no end in sight. */
export function overlapOf(
  earlier: Anchored & { runs_until: Day | null },
  later: Anchored & { runs_until: Day | null },
): CheckWindow | null {
  const ends = [earlier.runs_until, later.runs_until].filter((day) => day !== null).sort();
  const [from, to] = [[later.first_day, earlier.first_day].sort().at(-1), ends[0]];
  return from !== undefined && to !== undefined && from < to ? { from, to } : null;
}
