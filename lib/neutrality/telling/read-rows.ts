import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Sign } from "../stats/needed";
import { CANDIDATE_COLUMNS } from "../store/candidate-rows";
import type { Design } from "../store/fits";
import { testedDecisions } from "../store/tested";

const shares = z.array(z.number());

const Row = z.object({
  ...CANDIDATE_COLUMNS,
  day: z.number(),
  stratum: z.number(),
  q: z.number(),
  chance: z.number(),
  p_probability: shares,
  f_probability: shares,
});
/** A tested decision with its candidates. `chance`: that a neutral router takes the side that was taken. */
export type TellingRow = z.infer<typeof Row>;

type Coefficients = ReadonlyMap<number, readonly number[]>;

/** Whose choices tell: 1 those of the focus, -1 those against it; below which chance; and from which day, of which strata. */
export type Asked = {
  sign: Sign;
  threshold: number;
  from_day: number;
  strata: readonly number[] | null;
};

// To twelve digits: a fit that is made anew may differ in the last, and order must not.
const chanceOf = (sign: Sign): string => `round(${sign === 1 ? "q" : "1 - q"}, 12)`;

function telling(design: Design, coefficients: Coefficients, { sign, threshold, from_day, strata }: Asked) {
  const tested = testedDecisions(design, coefficients);
  const [taken, other] = sign === 1 ? ["fw", "pw"] : ["pw", "fw"];
  return {
    sql: `(SELECT *, ${chanceOf(sign)} AS chance, arrayMap(w -> w / whole, pw) AS p_probability,
        arrayMap(w -> w / whole, fw) AS f_probability
      FROM ${tested.sql}
      WHERE won = ${sign === 1 ? 1 : 0} AND day >= {from_day:UInt16}
        ${strata === null ? "" : "AND has({strata:Array(UInt16)}, stratum)"}
        AND (${chanceOf(sign)} < {threshold:Float64} OR arrayMax(${other}) > arrayMax(${taken})))`,
    params: {
      ...tested.params,
      from_day,
      threshold,
      ...(strata === null ? {} : { strata: [...strata] }),
    },
  };
}

const COLUMNS = Object.keys(Row.shape).join(", ");
const ORDER = "chance, source, decision_id";

const PER_KIND = 20;
const MOST = 1000;

/** Of each day, stratum and chosen model the least likely choice, and of each stratum and model the twenty least likely. */
export function readTellingRows(
  design: Design,
  coefficients: Coefficients,
  asked: Asked,
): Promise<TellingRow[]> {
  const { sql, params } = telling(design, coefficients, asked);
  return clickhouse().rows({
    sql: `SELECT * FROM (
        SELECT ${COLUMNS} FROM ${sql} ORDER BY ${ORDER} LIMIT 1 BY day, stratum, chosen)
      ORDER BY ${ORDER} LIMIT ${PER_KIND} BY stratum, chosen LIMIT ${MOST}`,
    params,
    row: Row,
  });
}

/** The last row of a page: its chance, source number and decision id. */
export type After = readonly [chance: number, source: number, decision_id: string];

/** Least likely choices first, one more than the page; and how many there are. */
export async function readDeviatingRows(
  design: Design,
  coefficients: Coefficients,
  asked: Asked,
  { after, limit }: { after: After | null; limit: number },
): Promise<{ total: number; rows: TellingRow[] }> {
  const { sql, params } = telling(design, coefficients, asked);
  const beyond = after
    ? "WHERE (chance, source, decision_id) > ({c_chance:Float64}, {c_source:UInt32}, {c_id:String})"
    : "";
  const [[count], rows] = await Promise.all([
    clickhouse().rows({
      sql: `SELECT count() AS total FROM ${sql}`,
      params,
      row: z.object({ total: z.coerce.number() }),
    }),
    clickhouse().rows({
      sql: `SELECT ${COLUMNS} FROM ${sql} ${beyond} ORDER BY ${ORDER} LIMIT {limit:UInt32}`,
      params: {
        ...params,
        limit: limit + 1,
        ...(after ? { c_chance: after[0], c_source: after[1], c_id: after[2] } : {}),
      },
      row: Row,
    }),
  ]);
  return { total: count?.total ?? 0, rows };
}
