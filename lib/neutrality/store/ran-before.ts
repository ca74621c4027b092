import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { addDays, parseInstant } from "@/lib/kernel/time";
import { whereDecisions } from "@/lib/routing/server";
import type { NeutralityQuery } from "../schema";
import type { Version } from "./groups";
import { TESTED } from "./names";

/** A version that goes on into the window decides in the days before it. */
const DAYS = 7;

const Row = z.object({ router: z.string(), policy_version: z.string() });

const nameOf = ({ router, policy_version }: Pick<Version, "router" | "policy_version">): string =>
  JSON.stringify([router, policy_version]);

/** Those of the versions that do not decide before the window already: the others begin in it for the window alone. */
export async function versionsBegunWithin(
  query: NeutralityQuery,
  versions: readonly Version[],
): Promise<Version[]> {
  const from_ms = parseInstant(query.from) ?? 0;
  const before = { ...query, from: new Date(addDays(from_ms, -DAYS)).toISOString(), to: query.from };
  const { sql, params } = whereDecisions(before);
  const rows = await clickhouse().rows({
    sql: `SELECT router, policy_version FROM decisions WHERE ${sql} AND ${TESTED} GROUP BY router, policy_version`,
    params,
    row: Row,
  });
  const ran = new Set(rows.map(nameOf));
  return versions.filter((version) => !ran.has(nameOf(version)));
}
