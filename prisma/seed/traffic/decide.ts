import type { Arrival } from "./arrivals";
import { type Candidate, choose, costUsd, expectedLatency, makeOffer, type Offer } from "./candidates";
import { logCandidates } from "./log-candidates";
import { type DemoModel, MODELS, UNNAMED_MODELS } from "./models";
import { draw, type Random } from "./random";
import { type DemoRouter, priceFactor, tiltOn, versionOn } from "./story";
import type { Tenant } from "./tenants";

/** A native record of the ingest interface, with the fields that the demo fills. */
export type DemoDecision = {
  decision_id: string;
  occurred_at: string;
  chosen_model: string;
  router: string;
  policy_version: string;
  arm?: "owner_blind";
  decided_by: "router" | "pinned" | "fallback" | "sticky" | "cache" | "internal";
  task: string;
  requested_model: string;
  region: string;
  session_id: string;
  tenant?: string;
  candidates?: Candidate[];
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
  latency_ms: number;
  outcome?: { status: "success" | "failure" | "cancelled"; accepted?: boolean };
};

/** Which model answered last, by session: what `sticky` and `cache` repeat. */
export type SessionMemory = Map<string, DemoModel>;

export type DayContext = { router: DemoRouter; day: number; memory: SessionMemory };

type Way = DemoDecision["decided_by"];
type Choice = { model: DemoModel; quality: number; candidates?: Candidate[] | undefined; blind?: boolean };

const STICKY = 0.085;
const CACHE = 0.11;
const FALLBACK = 0.04;
const OUTCOME_KNOWN = 0.3;
const UNNAMED = { router: 0.005, pinned: 0.012 };

const deployedName = (model: DemoModel, tenant: Tenant) => model.deployed.replace("{geo}", tenant.region.geo);

function wayOf(random: Random, arrival: Arrival, remembered: boolean): Way {
  if (arrival.internal) return "internal";
  if (arrival.pinned) return "pinned";
  const point = random.next();
  if (remembered && point < STICKY) return "sticky";
  if (remembered && point < STICKY + CACHE) return "cache";
  return point > 1 - FALLBACK ? "fallback" : "router";
}

function anyModel(random: Random): DemoModel {
  return draw(
    random,
    MODELS,
    MODELS.map(() => 1),
  );
}

function pinnedModel(random: Random, tenant: Tenant): DemoModel {
  const favourite = MODELS.find((model) => model.name === tenant.favourite);
  return favourite && random.next() < 0.8 ? favourite : anyModel(random);
}

/** A choice among candidates. A share of routed requests goes to the blind copy, which adds no tilt. */
function routedChoice(random: Random, context: DayContext, arrival: Arrival, way: Way, offer: Offer): Choice {
  const { router, day } = context;
  const blind = way === "router" && random.next() < router.blind_share;
  const tilt = blind ? 0 : tiltOn(router, versionOn(router, day), arrival.task);
  const index = choose(random, offer, tilt);
  return {
    model: offer.models[index] ?? anyModel(random),
    quality: offer.candidates[index]?.quality ?? 0,
    candidates: logCandidates(random, offer, index),
    blind,
  };
}

function chooseBy(random: Random, context: DayContext, arrival: Arrival, way: Way, offer: Offer): Choice {
  if (way === "router" || way === "fallback") return routedChoice(random, context, arrival, way, offer);
  const last = way === "sticky" || way === "cache" ? context.memory.get(arrival.session) : undefined;
  const model = last ?? (way === "pinned" ? pinnedModel(random, arrival.tenant) : anyModel(random));
  return { model, quality: model.quality[arrival.task] };
}

/** Now and then the model that answers is one that nobody has entered in the catalogue. */
function loggedName(random: Random, way: Way, choice: Choice, tenant: Tenant): string {
  const share = way === "router" ? UNNAMED.router : way === "pinned" ? UNNAMED.pinned : 0;
  if (random.next() >= share) return deployedName(choice.model, tenant);
  return draw(random, UNNAMED_MODELS, [3, 2, 1]);
}

function outcomeOf(random: Random, quality: number): DemoDecision["outcome"] {
  if (random.next() >= OUTCOME_KNOWN) return undefined;
  const point = random.next();
  if (point < 0.018) return { status: "failure" };
  if (point < 0.03) return { status: "cancelled" };
  return { status: "success", accepted: random.next() < quality };
}

/** One decision: who decides, among which candidates, what it chose and what came of it. */
export function decide(
  random: Random,
  context: DayContext,
  arrival: Arrival,
  decision_id: string,
): DemoDecision {
  const { router, day, memory } = context;
  const way = wayOf(random, arrival, memory.has(arrival.session));
  const offer = makeOffer(random, router, day, arrival.task);
  const choice = chooseBy(random, context, arrival, way, offer);
  if (way === "router" || way === "fallback") memory.set(arrival.session, choice.model);
  const chosen_model = loggedName(random, way, choice, arrival.tenant);
  const output_tokens = Math.max(
    1,
    Math.round(offer.expected_output_tokens * Math.exp(0.3 * random.normal())),
  );
  const cached = way === "cache";
  const latency = expectedLatency(choice.model, output_tokens) * Math.exp(0.2 * random.normal());
  const factor = priceFactor(router, choice.model.name, day);
  const outcome = outcomeOf(random, choice.quality);
  return {
    decision_id,
    occurred_at: new Date(arrival.at_ms).toISOString(),
    chosen_model,
    router: router.name,
    policy_version: versionOn(router, day),
    ...(choice.blind ? { arm: "owner_blind" as const } : {}),
    decided_by: way,
    task: arrival.task,
    requested_model: way === "pinned" ? chosen_model : router.alias,
    region: arrival.tenant.region.name,
    session_id: arrival.session,
    ...(way === "internal" ? {} : { tenant: arrival.tenant.id }),
    ...(choice.candidates ? { candidates: choice.candidates } : {}),
    input_tokens: offer.input_tokens,
    output_tokens,
    cost_usd: cached ? 0 : costUsd(choice.model, factor, offer.input_tokens, output_tokens),
    latency_ms: cached ? 15 + random.below(40) : Math.round(latency),
    ...(outcome ? { outcome } : {}),
  };
}
