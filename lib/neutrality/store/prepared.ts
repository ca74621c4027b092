import { randomBytes } from "node:crypto";
import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { type BoundPools, whereDecisions } from "@/lib/routing/server";
import type { NeutralityQuery } from "../schema";
import type { Samples } from "./fits";
import type { Stratum, Version } from "./groups";
import type { NameCodes } from "./names";
import { bindPoolCandidates } from "./pooled";
import { createSql, insertSql, type Layout, PAIR } from "./prepare-sql";

const PREFIX = "neutrality_";
const STALE_S = 3600;

/** Numbers, from 1, of the pairs of a router with a second name, as `pairNumber` reads them. */
function bindPairs(
  routers: readonly string[],
  listed: readonly { router: string | null; name: string | null }[],
  pairs: "fit" | "stratum",
): Record<string, Param> {
  const names = [...new Set(listed.map(({ name }) => name ?? ""))];
  const pairOf = (router: string | null, name: string | null) =>
    (routers.indexOf(router ?? "") + 1) * PAIR + names.indexOf(name ?? "") + 1;
  return {
    [`${pairs}_names`]: names,
    [`${pairs}_name_numbers`]: names.map((_, index) => index + 1),
    [`${pairs}_pairs`]: listed.map(({ router, name }) => pairOf(router, name)),
    [`${pairs}_numbers`]: listed.map((_, index) => index + 1),
  };
}

function bindNumbers({ versions, strata }: Pick<PrepareInput, "versions" | "strata">): Record<string, Param> {
  const routers = [...new Set([...versions, ...strata].map(({ router }) => router ?? ""))];
  return {
    routers,
    router_numbers: routers.map((_, index) => index + 1),
    ...bindPairs(
      routers,
      versions.map(({ router, policy_version: name }) => ({ router, name })),
      "fit",
    ),
    ...bindPairs(
      routers,
      strata.map(({ router, task: name }) => ({ router, name })),
      "stratum",
    ),
  };
}

export type PrepareInput = {
  query: NeutralityQuery;
  names: NameCodes;
  versions: readonly Version[];
  strata: readonly Stratum[];
  /** Numbers of traffic sources whose quality was measured after the fact. */
  refused: readonly number[];
  /** What policies declare for decisions whose log carries no candidates; absent or null where that changes nothing. */
  pools?: BoundPools | null;
  /** As `Layout`. */
  detail?: boolean;
  regular?: boolean;
  width?: number | undefined;
  decisions?: number;
  cells?: number;
};

/**
 * Runs `work` on a table that holds every routed production decision of the window once, its candidates sorted out
 * and in numbers (fits and strata counted from 1, 0 for those beyond the largest), and drops the table afterwards, also on error.
 */
export async function withPrepared<T>(input: PrepareInput, work: (table: string) => Promise<T>): Promise<T> {
  await dropStale();
  await holder.evenhandNeutralityDropping;
  const seconds = Math.floor(Date.now() / 1000);
  const table = `${PREFIX}${seconds}_${randomBytes(6).toString("hex")}`;
  const store = clickhouse();
  const { sql, params } = whereDecisions(input.query);
  const pools = input.pools ?? null;
  const layout: Layout = {
    pooled: pools !== null,
    detail: input.detail ?? false,
    // Several names of one model may stand in one decision.
    regular:
      (input.regular ?? false) &&
      pools === null &&
      new Set(input.names.codes).size === input.names.codes.length,
    width: input.width,
    decisions: input.decisions ?? 0,
    cells: input.cells ?? 1,
  };
  const drop = () => store.command(`DROP TABLE IF EXISTS ${table} SYNC`);
  let done: T;
  try {
    await store.command(createSql(table, layout));
    await store.command(insertSql(table, sql, layout), {
      ...params,
      ...(pools ? bindPoolCandidates(pools, input.names) : {}),
      names: input.names.names,
      codes: input.names.codes,
      refused: [...input.refused],
      ...bindNumbers(input),
    });
    done = await work(table);
  } catch (error) {
    await drop();
    throw error;
  }
  // What was measured need not wait for it; the next table does, and where it fails a later process sweeps it.
  holder.evenhandNeutralityDropping = drop().catch(() => undefined);
  return done;
}

/** Samples of a prepared table as subqueries. Their rows lie together. */
export const samplesOf = (table: string): Samples => ({
  small: `(SELECT * FROM ${table} WHERE slice < 2)`,
  large: `(SELECT * FROM ${table} WHERE slice < 3)`,
});

/** A fifth of the small sample, as a subquery. */
export const sampleOfSample = ({ small }: Samples): string => `(SELECT * FROM ${small} WHERE slice = 0)`;

const holder = globalThis as typeof globalThis & {
  evenhandNeutralitySwept?: boolean;
  evenhandNeutralityDropping?: Promise<void>;
};

/** A killed process leaves its table behind: the next one drops those an hour old, which nobody can be using. */
async function dropStale(): Promise<void> {
  if (holder.evenhandNeutralitySwept) return;
  holder.evenhandNeutralitySwept = true;
  const store = clickhouse();
  const tables = await store.rows({
    sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '${PREFIX}')
      AND toUInt64OrZero(splitByChar('_', name)[2]) < toUnixTimestamp(now()) - ${STALE_S}`,
    row: z.object({ name: z.string().regex(/^neutrality_\d+_[0-9a-f]{12}(_sample)?$/) }),
  });
  for (const { name } of tables) await store.command(`DROP TABLE IF EXISTS ${name} SYNC`);
}
