import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { type CatalogueModel, loadCatalogue, matchModel, normaliseModelName } from "@/lib/register/server";
import { loadPools } from "../pools/load";
import type { Pools } from "../pools/pool";
import { Arm, DECIDED_BY } from "../store/range";
import { candidatesOf, instantOf } from "./candidates";
import { writeCursor } from "./cursor";
import { type DecisionJudge, judgeDecision } from "./exclusion";
import { askDecisions, type DecisionRow } from "./question";
import type { DecisionsAnswer, DecisionsQuery, DecisionView } from "./schema";

type Match = (name: string) => CatalogueModel | null;

/** What the register says of a decision's models and candidates. */
export type Known = { match: Match; pools: Pools };

/**
 * Single decisions, newest first, a page at a time. The judge says how the test of this window sees each; without one
 * q stays null. Throws 403, and 422 for a cursor that no list gave.
 */
export async function listDecisions(
  actor: Actor,
  query: DecisionsQuery,
  judge: DecisionJudge | null = null,
): Promise<DecisionsAnswer> {
  authorize(actor, "decision:read");
  const { known, sources } = await withActor(actor, async (tx) => ({
    known: await loadKnown(tx),
    sources: new Map((await tx.trafficSource.findMany()).map(({ no, key }) => [no, key])),
  }));
  const { match } = known;
  const rows = await askDecisions(query, match);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) =>
      toDecisionView(row, known, sources.get(row.source) ?? String(row.source), judge),
    ),
    next_cursor:
      rows.length > query.limit && last
        ? writeCursor([last.occurred_at, last.source, last.decision_id])
        : null,
  };
}

/** Reads the catalogue and the pools that rest on it. */
export async function loadKnown(tx: Tx): Promise<Known> {
  const catalogue = await loadCatalogue(tx);
  return { match: (name) => matchModel(catalogue, name), pools: await loadPools(tx, catalogue) };
}

const text = (value: string): string | null => (value === "" ? null : value);

/** What leaves about a decision: an allow-list of the native fields, and whose the models are. */
export function toDecisionView(
  row: DecisionRow,
  { match, pools }: Known,
  source: string,
  judge: DecisionJudge | null,
): DecisionView {
  const chosen = match(row.chosen_model);
  const view = {
    id: `${source}:${row.decision_id}`,
    source,
    decision_id: row.decision_id,
    occurred_at: instantOf(row.occurred_at),
    chosen_model: row.chosen_model,
    router: row.router,
    policy_version: text(row.policy_version),
    arm: Arm.parse(row.arm),
    decided_by: z.enum(DECIDED_BY).parse(row.decided_by),
    decided_because: text(row.decided_because),
    task: text(row.task),
    requested_model: text(row.requested_model),
    region: text(row.region),
    session_id: text(row.session_id),
    tenant: text(row.tenant),
    ...candidatesOf(row, match, pools),
    input_tokens: row.input_tokens,
    output_tokens: row.output_tokens,
    cost_usd: row.cost_usd,
    latency_ms: row.latency_ms,
    outcome: outcomeOf(row),
    owner: chosen?.owner ?? null,
    owner_name: chosen?.owner_name ?? null,
    first_party: chosen?.first_party ?? false,
  };
  return { ...view, ...judgeDecision(view, judge, sameModel(match)) };
}

/** Two names are one model when they match one of the catalogue's, else when they compare equal. */
export const sameModel =
  (match: Match) =>
  (a: string, b: string): boolean =>
    identity(a, match) === identity(b, match);

const identity = (name: string, match: Match): string => match(name)?.model_id ?? normaliseModelName(name);

function outcomeOf(row: DecisionRow): DecisionView["outcome"] {
  const outcome = {
    status: text(row.outcome_status),
    accepted: row.outcome_accepted,
    score: row.outcome_score,
  };
  return Object.values(outcome).every((value) => value === null) ? null : outcome;
}
