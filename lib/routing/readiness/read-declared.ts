import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { bindPools, POOL_NUMBER } from "../pools/bind";
import type { Pools } from "../pools/pool";
import { type BareGroup, describeDeclared } from "./declared";
import type { DeclaredCandidates } from "./schema";

const Row = z.object({
  router: z.string(),
  pool: z.coerce.number(),
  input_tokens: z.number().nullable(),
  output_tokens: z.number().nullable(),
  decisions: z.coerce.number(),
});

const some = (tokens: string): string => `if(isNull(${tokens}), NULL, toUInt8(${tokens} > 0))`;

/** What policies declare for the routed decisions of a source (0: of all) that carry no candidates. */
export async function readDeclared(pools: Pools, source: number): Promise<DeclaredCandidates> {
  const bound = bindPools(pools, { from_ms: 0, to_ms: Number.POSITIVE_INFINITY });
  const rows = await clickhouse().rows({
    sql: `SELECT router, pool, input_some AS input_tokens, output_some AS output_tokens, count() AS decisions
      FROM (
        SELECT toString(router) AS router, ${bound ? POOL_NUMBER : "toUInt32(0)"} AS pool,
          ${some("input_tokens")} AS input_some, ${some("output_tokens")} AS output_some
        FROM decisions
        WHERE decided_by = 'router' AND arm = 'production' AND empty(cand_model)
          AND ({source:UInt32} = 0 OR source = {source:UInt32}))
      GROUP BY router, pool, input_tokens, output_tokens`,
    params: { source, ...bound?.params },
    row: Row,
  });
  return describeDeclared(
    rows.map(({ pool, ...row }): BareGroup => ({ ...row, pool: bound?.pools[pool - 1] ?? null })),
  );
}
