import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { ROW_HASH, whereDecisions } from "@/lib/routing/server";
import type { CheckScope } from "../checks/definition";
import type { Day } from "../day";
import { rangeOf } from "../metrics/query";

const Row = z.object({ day: z.string(), digest: z.string() });

/** Sum of the hashes of a day's decisions in the scope, as the ledger of deliveries sums them; a day without any is absent. */
export async function readDigests(scope: CheckScope, from: Day, upto: Day): Promise<Map<Day, string>> {
  const { sql, params } = whereDecisions(rangeOf(scope, from, upto));
  const rows = await clickhouse().rows({
    sql: `SELECT toString(toDate(occurred_at)) AS day, toString(sum(${ROW_HASH})) AS digest
      FROM decisions WHERE ${sql} GROUP BY day`,
    params,
    row: Row,
  });
  return new Map(rows.map(({ day, digest }) => [day, digest]));
}

/** The digest of a day without decisions. */
export const NOTHING = "0";

const MODULUS = 1n << 64n;

/** The digest of several days: their sum, as that of all their decisions together. */
export const sumDigests = (digests: Iterable<string>): string => {
  let sum = 0n;
  for (const digest of digests) sum = (sum + BigInt(digest)) % MODULUS;
  return sum.toString();
};
