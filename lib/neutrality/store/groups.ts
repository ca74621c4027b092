import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { whereDecisions } from "@/lib/routing/server";
import { type FixedStratum, MOST_STRATA, type NeutralityQuery } from "../schema";
import { TESTED } from "./names";

const Group = z.object({
  router: z.string(),
  policy_version: z.string(),
  task: z.string(),
  fit_hash: z.string(),
  stratum_hash: z.string(),
  decisions: z.coerce.number(),
  first_day: z.number(),
  last_day: z.number(),
});
export type Group = z.infer<typeof Group>;

/** A hash as the engine makes it; 64 bits as text. Equal names give equal hashes in every query. */
export const FIT_HASH = "sipHash64(router, policy_version)";
export const STRATUM_HASH = "sipHash64(router, task)";

/** Days since the day of `from`, in UTC. */
export const DAY = "toUInt16(toDate(occurred_at) - toDate({from:DateTime64(6, 'UTC')}))";

// A log that names a version or task anew for every decision must not fill the memory.
const MOST_GROUPS = 20_000;
const MOST_VERSIONS = 2_000;

/** Routed production decisions by router, policy version and task, with the first and last day of each; the largest. */
export function readGroups(query: NeutralityQuery): Promise<Group[]> {
  const { sql, params } = whereDecisions(query);
  return clickhouse().rows({
    sql: `SELECT router, policy_version, task, toString(${FIT_HASH}) AS fit_hash, toString(${STRATUM_HASH}) AS stratum_hash,
        count() AS decisions, min(${DAY}) AS first_day, max(${DAY}) AS last_day
      FROM decisions WHERE ${sql} AND ${TESTED}
      GROUP BY router, policy_version, task
      ORDER BY decisions DESC, router, policy_version, task
      LIMIT ${MOST_GROUPS}`,
    params,
    row: Group,
  });
}

/** A router's policy version; '' where the log names none. Fits are by these. */
export type Version = {
  router: string;
  policy_version: string;
  hash: string;
  decisions: number;
  first_day: number;
  last_day: number;
  /** Only the register says when it began, and was told so after that day. */
  late?: true;
};

/** The largest versions by decisions, in order of router and name; decisions of others have no fit. */
export function versionsOf(groups: readonly Group[]): Version[] {
  const versions = new Map<string, Version>();
  for (const group of groups) {
    const { router, policy_version, fit_hash: hash, decisions, first_day, last_day } = group;
    const found = versions.get(hash);
    if (!found) versions.set(hash, { router, policy_version, hash, decisions, first_day, last_day });
    else {
      found.decisions += decisions;
      found.first_day = Math.min(found.first_day, first_day);
      found.last_day = Math.max(found.last_day, last_day);
    }
  }
  return [...versions.values()]
    .sort((a, b) => b.decisions - a.decisions)
    .slice(0, MOST_VERSIONS)
    .sort((a, b) => compare(a.router, b.router) || compare(a.policy_version, b.policy_version));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A router's task; both null for all that are beyond the largest. Task null: the log names none. */
export type Stratum = { router: string | null; task: string | null; hash: string };

export const nameOfStratum = ({ router, task }: Pick<Stratum, "router" | "task">): string =>
  JSON.stringify([router, task]);

/** The largest strata by decisions, those that a check fixed before any other, in order of name. */
export function strataOf(groups: readonly Group[], fixed: readonly FixedStratum[] = []): Stratum[] {
  const first = new Set(fixed.map(nameOfStratum));
  const sizes = new Map<string, Stratum & { decisions: number }>();
  for (const { router, task, stratum_hash: hash, decisions } of groups) {
    const found = sizes.get(hash);
    if (found) found.decisions += decisions;
    else sizes.set(hash, { router, task: task === "" ? null : task, hash, decisions });
  }
  const rank = (stratum: Stratum) => Number(first.has(nameOfStratum(stratum)));
  const largest = [...sizes.values()]
    .sort((a, b) => rank(b) - rank(a) || b.decisions - a.decisions)
    .slice(0, MOST_STRATA);
  const kept = new Set(largest.map(({ hash }) => hash));
  return [...sizes.values()]
    .filter(({ hash }) => kept.has(hash))
    .sort((a, b) => compare(a.router ?? "", b.router ?? "") || compare(a.task ?? "", b.task ?? ""));
}

/**
 * Days on which a policy version unseen in the window first decides. A decision without version begins none, and neither
 * does a version that was recorded later.
 */
export const policyDays = (versions: readonly Version[]): Map<number, string[]> => {
  const days = new Map<number, string[]>();
  for (const { policy_version, first_day, late } of versions)
    if (policy_version !== "" && !late) days.set(first_day, [...(days.get(first_day) ?? []), policy_version]);
  return days;
};

/** First days of the versions in force: those that decided on each router's last day. */
export function inForceDays(versions: readonly Version[]): number[] {
  const last = new Map<string, number>();
  for (const { router, last_day } of versions) last.set(router, Math.max(last.get(router) ?? 0, last_day));
  return [
    ...new Set(
      versions
        .filter(({ router, last_day }) => last.get(router) === last_day)
        .map(({ first_day }) => first_day),
    ),
  ];
}
