import { createHash } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { cachedAnswer } from "./cache";
import { type Context, readContext } from "./context";
import type { ProgressWatch } from "./progress";
import type { NeutralityQuery } from "./schema";

/** Kinds of answers to one query: none is ever taken for another. */
export type AnswerKind = "verdict" | "beside" | "specifications" | "telling" | "deviating";

/**
 * An answer to a query, made where none is kept: until traffic, catalogue, policies or sources change. The same for
 * everybody who sees the same investees; who may ask is for the caller to say. `watch` is told how far it is. Throws 422
 * for a focus on nobody.
 */
export async function keptAnswer<T>(
  actor: Actor,
  kind: AnswerKind,
  query: NeutralityQuery,
  make: (context: Context) => Promise<T>,
  watch?: ProgressWatch,
): Promise<T> {
  const context = await withActor(actor, (tx) => readContext(tx, query));
  const question = JSON.stringify([kind, sorted(query), [...context.investees].sort()]);
  return cachedAnswer(question, await stampOf(context), () => make(context), watch);
}

/** Changes with everything that answers to a query are computed from. Throws 422 for a focus on nobody. */
export const answerStamp = async (actor: Actor, query: NeutralityQuery): Promise<string> =>
  stampOf(await withActor(actor, (tx) => readContext(tx, query)));

/** The same of a context that was read. */
export async function stampOf({ catalogue, pools, rules, ledger }: Context): Promise<string> {
  const versions = [catalogue.version, pools.version, rules.version, ledger, await countRows()];
  return createHash("sha256").update(JSON.stringify(versions)).digest("hex");
}

const sorted = (query: NeutralityQuery): [string, unknown][] =>
  Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => a.localeCompare(b));

/** Rows of the traffic table: they change with every batch, also where the ledger is another's. */
async function countRows(): Promise<string> {
  const [row] = await clickhouse().rows({
    sql: "SELECT toString(count()) AS n FROM decisions",
    row: z.object({ n: z.string() }),
  });
  return row?.n ?? "0";
}
