import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { formatDay, toClickHouseTime } from "@/lib/kernel/time";
import type { Day } from "../day";

type Version = { router: string; policy_version: string };
const Row = z.object({ router: z.string(), policy_version: z.string(), first_ms: z.coerce.number() });

export const nameOf = ({ router, policy_version }: Version): string =>
  JSON.stringify([router, policy_version]);

/** The first day with a decision of each version, up to an instant; versions without any are left out. */
export async function firstDecisionDays(
  versions: readonly Version[],
  now_ms: number,
): Promise<(version: Version) => Day | null> {
  if (versions.length === 0) return () => null;
  const rows = await clickhouse().rows({
    sql: `SELECT router, policy_version, toUnixTimestamp64Milli(min(occurred_at)) AS first_ms FROM decisions
      WHERE router IN {routers:Array(String)} AND policy_version IN {versions:Array(String)}
        AND occurred_at < {now:DateTime64(3, 'UTC')}
      GROUP BY router, policy_version`,
    params: {
      routers: [...new Set(versions.map(({ router }) => router))],
      versions: [...new Set(versions.map(({ policy_version }) => policy_version))],
      now: toClickHouseTime(now_ms),
    },
    row: Row,
  });
  const days = new Map(rows.map((row) => [nameOf(row), formatDay(row.first_ms)]));
  return (version) => days.get(nameOf(version)) ?? null;
}

/** A version that has decided, and when it first did. */
export type FirstDecision = Version & { first_ms: number };

// A log that names a version anew for every decision must not fill the memory.
const MOST_VERSIONS = 5_000;

/**
 * The first decision that each named version of a router, or of any, made by itself for production before an instant; of
 * very many the latest.
 */
export const readFirstDecisions = (router: string | undefined, before_ms: number): Promise<FirstDecision[]> =>
  clickhouse().rows({
    sql: `SELECT router, policy_version, toUnixTimestamp64Milli(min(occurred_at)) AS first_ms FROM decisions
      WHERE policy_version != '' AND decided_by = 'router' AND arm = 'production' AND occurred_at < {before:DateTime64(3, 'UTC')}
        ${router === undefined ? "" : "AND router = {router:String}"}
      GROUP BY router, policy_version ORDER BY first_ms DESC, router, policy_version LIMIT ${MOST_VERSIONS}`,
    params: { before: toClickHouseTime(before_ms), ...(router === undefined ? {} : { router }) },
    row: Row,
  });
