import { randomBytes } from "node:crypto";
import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Catalogue } from "@/lib/register/server";
import { bindCoefficients, type Design } from "../store/fits";
import { expectation } from "../store/logit-sql";
import { modelsByCode, type NameCodes } from "../store/names";
import { samplesOf } from "../store/prepared";

/** The catalogue's product of each model code, as numbers from 1: a family. */
export type Families = { codes: number[]; families: number[] };

export function familiesOf(names: NameCodes, catalogue: Catalogue): Families {
  const models = modelsByCode(names, catalogue);
  const products = [...new Set([...models.values()].map(({ product }) => product))];
  return {
    codes: [...models.keys()],
    families: [...models.values()].map(({ product }) => products.indexOf(product) + 1),
  };
}

const FAMILY = (code: string): string =>
  `transform(${code}, {family_codes:Array(UInt64)}, {families:Array(UInt32)}, toUInt32(0))`;

const binds = ({ codes, families }: Families) => ({ family_codes: codes, families });

/** Whether some decision offers several models of one product of the focus. */
export async function hasVariants({ table }: Design, families: Families): Promise<boolean> {
  const [row] = await clickhouse().rows({
    sql: `SELECT countIf(length(family) > length(arrayDistinct(family))) AS n FROM (
        SELECT arrayMap(c -> ${FAMILY("c")}, f_code) AS family FROM ${table} WHERE focals > 1)`,
    params: binds(families),
    row: z.object({ n: z.coerce.number() }),
  });
  return (row?.n ?? 0) > 0;
}

const COVARIATES = ["quality", "log_cost", "latency_s"] as const;

/**
 * Runs `work` on a table in which the focus has one candidate of each product: the one that the baseline would take
 * most readily, which is what several that hardly differ amount to (a nested logit whose nests have no variety of
 * their own; McFadden 1978). A choice of another of them counts as a choice of it. `coefficients` are the baseline's,
 * which partners' choices alone decide, so that they stand for either table. Dropped afterwards, also on error.
 */
export async function withOnePerFamily<T>(
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  families: Families,
  work: (design: Design) => Promise<T>,
): Promise<T> {
  const seconds = Math.floor(Date.now() / 1000);
  // The name of a prepared table: whatever sweeps those that a killed process left takes this one along.
  const table = `neutrality_${seconds}_${randomBytes(6).toString("hex")}`;
  const store = clickhouse();
  try {
    await store.command(`CREATE TABLE ${table} AS ${design.table}`);
    await store.command(insertSql(table, design), {
      ...binds(families),
      ...bindCoefficients(design, design.covariates.length, coefficients),
    });
    const sample = design.sample === null ? null : samplesOf(table);
    return await work({ ...design, table, sample });
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}

const kept = (column: string, by: "keep" | "every"): string =>
  `arrayFilter((v, k) -> k, ${column}, ${by}) AS ${column}`;

// The chosen one's figures are put in a step of their own: what replaces a column may hide it from its neighbours. `keep`
// is of focal candidates alone, `every` of all.
const insertSql = (table: string, { table: from, covariates }: Design): string => `
  INSERT INTO ${table}
  SELECT * EXCEPT (family, fw, keep, every, at) REPLACE (
    ${[...COVARIATES, "own"].map((name) => kept(name, "every")).join(", ")},
    ${[...COVARIATES, "code"].map((name) => kept(`f_${name}`, "keep")).join(", ")}, toUInt8(arrayCount(k -> k, keep)) AS focals)
  FROM (
    SELECT *, arrayMap((o, nth) -> o = 0 OR keep[nth], own, arrayCumSum(own)) AS every FROM (
      SELECT * REPLACE (${COVARIATES.map((name) => `if(at = 0, c_${name}, f_${name}[at]) AS c_${name}`).join(", ")}) FROM (
        SELECT *, if(won = 1, arrayFirstIndex((k, m) -> k AND m = ${FAMILY("chosen")}, keep, family), 0) AS at FROM (
          SELECT *,
            arrayMap((w, m, i) -> NOT arrayExists((w2, m2, i2) -> m2 = m AND (w2 > w OR (w2 = w AND i2 < i)), fw, family, arrayEnumerate(fw)),
              fw, family, arrayEnumerate(fw)) AS keep
          FROM (
            WITH ${expectation(covariates)}
            SELECT *, arrayMap(c -> ${FAMILY("c")}, f_code) AS family, fw FROM ${from})))))
  SETTINGS max_insert_threads = 2, min_insert_block_size_rows = 100000`;
