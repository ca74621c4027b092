import type { Param } from "@/lib/clickhouse/server";
import { type BoundPools, POOL_NUMBER } from "@/lib/routing/server";
import type { NameCodes } from "./names";

const LOGGED =
  "arrayMap(name -> transform(name, {names:Array(String)}, {codes:Array(UInt64)}, toUInt64(0)), cand_model)";

/** Tokens of which there are none cost nothing, whatever the price; NaN where a price or a count is not known. */
const side = (price: string, tokens: string): string => `if(${tokens} = 0, 0., ${price} * ${tokens})`;

const DECLARED = `
    if(pool = 0, ${LOGGED}, {pool_codes:Array(Array(UInt64))}[pool]) AS every,
    if(pool = 0, cand_eligible, arrayWithConstant(length(every), toUInt8(1))) AS every_eligible,
    if(pool = 0, cand_quality, {pool_quality:Array(Array(Float64))}[pool]) AS every_quality,
    if(pool = 0, cand_cost_usd, arrayMap((i, o) -> (${side("i", "inputs")} + ${side("o", "outputs")}) / 1e6,
      {pool_input:Array(Array(Float64))}[pool], {pool_output:Array(Array(Float64))}[pool])) AS every_cost,
    if(pool = 0, cand_latency_ms, arrayWithConstant(length(every), nan)) AS every_latency`;

const TOKENS =
  "ifNull(toFloat64(input_tokens), nan) AS inputs, ifNull(toFloat64(output_tokens), nan) AS outputs";

/**
 * Decisions with their candidates as codes and with covariates: `every`, `every_eligible`, `every_quality`,
 * `every_cost`, `every_latency`, and `pool`, 0 where they were logged. With pools those that a policy declares stand in
 * where none were. Subqueries, since an alias is written out wherever it is used: pools would be parsed a hundred times.
 */
export const withCandidates = (where: string, pooled: boolean): string =>
  pooled
    ? `(SELECT *, ${DECLARED} FROM (
    SELECT *, ${POOL_NUMBER} AS pool, ${TOKENS} FROM decisions WHERE ${where}))`
    : `(SELECT *, 0 AS pool, ${LOGGED} AS every, cand_eligible AS every_eligible, cand_quality AS every_quality,
    cand_cost_usd AS every_cost, cand_latency_ms AS every_latency FROM decisions WHERE ${where})`;

/** What `withCandidates` binds where there are pools, beside the names and codes of every row. */
export function bindPoolCandidates(bound: BoundPools, { names, codes }: NameCodes): Record<string, Param> {
  const code = new Map(names.map((name, index) => [name, codes[index] ?? 0]));
  const each = (figure: (candidate: BoundPools["pools"][number]["candidates"][number]) => number) =>
    bound.pools.map(({ candidates }) => candidates.map(figure));
  return {
    ...bound.params,
    pool_codes: each(({ name }) => code.get(name) ?? 0),
    pool_quality: each(({ quality }) => quality ?? Number.NaN),
    pool_input: each(({ input_price }) => input_price ?? Number.NaN),
    pool_output: each(({ output_price }) => output_price ?? Number.NaN),
  };
}
