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

/** Whether some decision offers several models of one product, ours or a partner's. */
export async function hasVariants({ table }: Design, families: Families): Promise<boolean> {
  const [row] = await clickhouse().rows({
    sql: `SELECT countIf(length(family) > length(arrayDistinct(family))) AS n FROM (
        SELECT arrayMap(c -> ${FAMILY("c")}, arrayConcat(p_code, f_code)) AS family FROM ${table}
        WHERE focals > 1 OR partners > 1)`,
    params: binds(families),
    row: z.object({ n: z.coerce.number() }),
  });
  return (row?.n ?? 0) > 0;
}

const COVARIATES = ["quality", "log_cost", "latency_s"] as const;

/**
 * Runs `work` on a table with one candidate of each product, ours and partners' alike: the one that the baseline would
 * take most readily, which is what several that hardly differ amount to (a nested logit whose nests have no variety of
 * their own; McFadden 1978). A choice of another of them counts as a choice of it. `coefficients` are those of all
 * candidates and tell which one stays; decisions of fits without any are left out, and what is worked out on the table is
 * estimated anew. On one side alone it would take
 * from that side what it leaves to the other. Dropped afterwards, also on error.
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
      fits: [...coefficients.keys()],
      ...bindCoefficients(design, design.covariates.length, coefficients),
    });
    const sample = design.sample === null ? null : samplesOf(table);
    return await work({ ...design, table, sample });
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}

const only = (column: string, by: "keep" | "p_keep" | "f_keep"): string =>
  `arrayFilter((v, k) -> k, ${column}, ${by}) AS ${column}`;
const count = (side: "p" | "f"): string => `toUInt8(if(structure = 0, arrayCount(k -> k, ${side}_keep), 0))`;

// `every` are the codes of all candidates in the order of `own`, `keep` which of them stay, p_keep and f_keep the same of
// each side. The chosen one's figures are put in a step of their own: what replaces a column may hide it from its neighbours.
const insertSql = (table: string, { table: from, covariates }: Design): string => `
  INSERT INTO ${table}
  SELECT * EXCEPT (weighed, every, family, keep, at, p_keep, f_keep) REPLACE (
    ${[...COVARIATES, "own"].map((name) => only(name, "keep")).join(", ")}, ${only("owners", "p_keep")},
    ${(["p", "f"] as const).map((side) => [...COVARIATES, "code"].map((name) => only(`${side}_${name}`, `${side}_keep`)).join(", ")).join(", ")},
    ${count("p")} AS partners, ${count("f")} AS focals)
  FROM (
    SELECT * REPLACE (${COVARIATES.map((name) => `if(at = 0, c_${name}, ${name}[at]) AS c_${name}`).join(", ")}),
      arrayFilter((k, o) -> o = 0, keep, own) AS p_keep, arrayFilter((k, o) -> o = 1, keep, own) AS f_keep
    FROM (
      SELECT *, arrayFirstIndex((k, m) -> k AND m = ${FAMILY("chosen")}, keep, family) AS at FROM (
        SELECT *,
          arrayMap((w, m, i) -> NOT arrayExists((w2, m2, i2) -> m2 = m AND (w2 > w OR (w2 = w AND i2 < i)), weighed, family, arrayEnumerate(weighed)),
            weighed, family, arrayEnumerate(weighed)) AS keep
        FROM (
          SELECT *, arrayMap(c -> ${FAMILY("c")}, every) AS family FROM (
            WITH ${expectation(covariates)}
            SELECT *, weighed, arrayMap((o, f, i) -> if(o = 1, f_code[f], p_code[i - f]), own, arrayCumSum(own), arrayEnumerate(own)) AS every
            FROM ${from} WHERE has({fits:Array(UInt16)}, fit))))))
  SETTINGS max_insert_threads = 2, min_insert_block_size_rows = 100000`;
