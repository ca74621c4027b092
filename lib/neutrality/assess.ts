import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { cachedAnswer, oneAtATime } from "./cache";
import { composeCalibration } from "./calibration-split";
import { composeNeutrality } from "./compose";
import { type Context, readContext } from "./context";
import { composeEvidence } from "./evidence-series";
import { judgeMeasured } from "./judging";
import { measure } from "./measure";
import { composeRise } from "./rise";
import type { Neutrality, NeutralityQuery, NeutralityWithSeries } from "./schema";
import { composeSeries } from "./series";
import { composeSinceOnset, composeStrataBounds } from "./strata";

/**
 * Whether the router picks the focus's models more (or less) often than a neutral one would, on the decisions of
 * the window: `docs/methods.md`. The same answer for everybody who may see it. Throws 403, and 422 for a focus on
 * nobody.
 */
export const assess = async (actor: Actor, query: NeutralityQuery): Promise<Neutrality> =>
  (await assessWithSeries(actor, query)).neutrality;

/** As `assess`, with the series of its chart. Kept in memory until traffic, catalogue, policies or sources change. */
export async function assessWithSeries(actor: Actor, query: NeutralityQuery): Promise<NeutralityWithSeries> {
  authorize(actor, "routing:read");
  const context = await withActor(actor, (tx) => readContext(tx, query));
  return cachedAnswer(await answerKey(query, context), () => oneAtATime(() => compute(query, context)));
}

/** All that an answer depends on. */
export const answerKey = async (
  query: NeutralityQuery,
  { catalogue, pools, rules, ledger }: Context,
): Promise<string> =>
  JSON.stringify([sorted(query), catalogue.version, pools.version, rules.version, ledger, await countRows()]);

async function compute(query: NeutralityQuery, context: Context): Promise<NeutralityWithSeries> {
  const measured = await measure(query, context);
  const judging = judgeMeasured(query, measured);
  const neutrality = composeNeutrality(query, measured, judging);
  return {
    neutrality,
    daily: composeSeries(query, measured, judging, 1),
    seven_days: composeSeries(query, measured, judging, 7),
    since_onset: composeSinceOnset(measured, judging),
    strata_bounds: composeStrataBounds(measured, judging),
    rise: composeRise(query, measured.cells, judging),
    ...composeEvidence(query, measured, judging),
    calibration_split: composeCalibration(measured, judging, neutrality.strata),
  };
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
