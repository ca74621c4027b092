import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Prepared } from "../baselines/prepare-window";
import type { Design } from "../store/fits";
import { testedRows } from "../store/logit-sql";
import { readTallies } from "../store/tally";
import { type Rows, versionsWithin } from "./spans";

const integer = (value: number): string => z.number().int().min(0).parse(value).toString();
const key64 = (text: string): string =>
  z
    .string()
    .regex(/^\d{1,20}$/)
    .parse(text);

/** Rows of a prepared table as a subquery that stands for it; days are counted from the first of them. */
export function rowsOf(table: string, rows: Rows): string {
  const { from_day, to_day, without_days, without_tenant, fits } = rows;
  const conditions = [
    `day >= ${integer(from_day)} AND day < ${integer(to_day)}`,
    ...(without_days.length > 0 ? [`day NOT IN (${without_days.map(integer).join(", ")})`] : []),
    ...(without_tenant === null ? [] : [`tenant != ${key64(without_tenant)}`]),
    ...(fits === null ? [] : [`fit IN (${fits.map(integer).join(", ")})`]),
  ];
  return `(SELECT * REPLACE (toUInt16(day - ${integer(from_day)}) AS day) FROM (SELECT * FROM ${table} WHERE ${conditions.join(" AND ")}))`;
}

/** The prepared window cut down to these rows: its own counts, days and versions; the same numbers of fits and strata. */
export async function cutWindow(prepared: Prepared, rows: Rows): Promise<Prepared> {
  const { design, versions } = prepared;
  const table = rowsOf(design.table, rows);
  const sample = design.sample && {
    small: rowsOf(design.sample.small, rows),
    large: rowsOf(design.sample.large, rows),
  };
  return {
    ...prepared,
    design: { ...design, table, sample },
    versions: versionsWithin(versions, rows),
    tallies: await readTallies(table),
  };
}

const Tenants = z.object({ tenants: z.coerce.number(), largest: z.string() });

/** The tenant with most tested decisions; null where there are not two. */
export async function readLargestTenant(design: Design): Promise<string | null> {
  const [row] = await clickhouse().rows({
    sql: `SELECT count() AS tenants, toString(argMax(tenant, (n, tenant))) AS largest FROM (
        SELECT tenant, count() AS n FROM ${design.table} WHERE ${testedRows} AND tenant != 0 GROUP BY tenant)`,
    params: { mask: design.mask, fits: Array.from({ length: design.fit_count }, (_, index) => index + 1) },
    row: Tenants,
  });
  return row && row.tenants > 1 ? row.largest : null;
}
