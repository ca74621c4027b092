import type { Draft, Field, Gateway, GatewayRead } from "../gateway";
import { elapsedMs, instant } from "../gateway";
import {
  eitherOf,
  firstFilled,
  type Labels,
  labels,
  membersOf,
  numeric,
  SESSION_NAMES,
  TENANT_NAMES,
} from "../gateway/loose";
import { remember } from "../remember";
import { type Choice, choiceIn, evidenceIn, type Routed, routedBy, selectedIn } from "./routing";

/** As the API names them; the blob export names the same in snake_case. */
const MEMBERS = [
  ..."id traceId projectId type parentObservationId startTime endTime environment".split(" "),
  ..."name level statusMessage version bookmarked public userId sessionId traceName tags release".split(" "),
  ..."completionStartTime createdAt updatedAt eventTs isDeleted input output metadata".split(" "),
  ..."model providedModelName internalModelId modelId modelParameters".split(" "),
  ..."inputPrice outputPrice totalPrice usagePricingTierId usagePricingTierName".split(" "),
  ..."usage unit usageDetails providedUsageDetails inputUsage outputUsage totalUsage".split(" "),
  ..."promptTokens completionTokens totalTokens costDetails providedCostDetails".split(" "),
  ..."inputCost outputCost totalCost calculatedInputCost calculatedOutputCost".split(" "),
  ..."calculatedTotalCost latency timeToFirstToken promptId promptName promptVersion".split(" "),
  ..."toolDefinitions toolCalls toolCallNames".split(" "),
];

const snake = remember((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** A member by its name in the API or in the blob export. */
const pick = (record: Field, name: string): Field => eitherOf(record, name, snake(name));

/** Langfuse's observations as its API and its blob storage export write them. */
export const langfuse: Gateway = {
  format: "langfuse",
  known: new Set(MEMBERS.flatMap((name) => [name, snake(name)])),
  envelope: (body) => (Array.isArray(body.at("data").value) ? body.at("data").items : null),
  read,
};

function read(record: Field): GatewayRead {
  const type = record.at("type");
  if (type.text === undefined)
    return {
      kind: "fault",
      fault: { pointer: type.pointer, message: type.stated ? "Expected text." : "type is missing." },
    };
  if (type.text.toUpperCase() !== "GENERATION") return { kind: "other" };
  const metadata = pick(record, "metadata").json();
  const routed = routedBy(record, metadata);
  const label = labels(membersOf(metadata));
  return {
    kind: "decision",
    draft: callOf(record, label, choiceIn(routed, label), modelOf(record, routed)),
    evidence: evidenceIn(routed),
  };
}

/** The model that served; where the observation carries the router's own name instead, the one that it chose. */
function modelOf(record: Field, routed: Routed): Field {
  const named = firstFilled(record.at("model"), pick(record, "providedModelName"));
  const selected = selectedIn(routed);
  const isRouter = named.stated && named.value === routed.parts.routing.at("router_model_name").value;
  return isRouter && selected.stated ? selected : firstFilled(named, selected);
}

/** The call itself: when, for whom, how much; and what was said of the choice. */
function callOf(record: Field, label: Labels, choice: Choice, chosen_model: Field): Draft {
  const [start, end] = [pick(record, "startTime"), pick(record, "endTime")];
  return {
    decision_id: record.at("id"),
    occurred_at: instant(start),
    chosen_model,
    requested_model: choice.requested_model,
    router: choice.router,
    policy_version: choice.policy_version,
    task: choice.task,
    region: choice.region,
    candidates: choice.candidates,
    session_id: firstFilled(pick(record, "sessionId"), label(...SESSION_NAMES), pick(record, "traceId")),
    tenant: firstFilled(pick(record, "userId"), label(...TENANT_NAMES)),
    input_tokens: tokens(record, "input"),
    output_tokens: tokens(record, "output"),
    cost_usd: cost(record),
    latency_ms: firstFilled(elapsedMs(start, end), numeric(pick(record, "latency")).times(1000)),
    outcome: { status: outcome(pick(record, "level"), end) },
  };
}

/** An observation without an end is still running, or was never closed. */
function outcome(level: Field, end: Field): Field {
  if (level.text === "ERROR") return level.with("failure");
  return level.with(level.text !== undefined && end.stated ? "success" : undefined);
}

/** The sum of the members whose name a test takes; a member that is no number stands for itself, to be named. */
function sum(details: Field, takes: (name: string) => boolean): Field {
  const parts = details.names.filter(takes).map((name) => numeric(details.at(name)));
  const wrong = parts.find((part) => part.stated && part.number === undefined);
  if (wrong) return wrong;
  const stated = parts.filter((part) => part.stated);
  return details.with(
    stated.length ? stated.reduce((total, part) => total + (part.number ?? 0), 0) : undefined,
  );
}

/** Usage is kept by kinds that exclude each other, such as `input` and `input_cached_tokens`: together they are it. */
function tokens(record: Field, side: "input" | "output"): Field {
  const usage = pick(record, "usage");
  const unit = firstFilled(usage.at("unit"), record.at("unit"));
  if (unit.stated && unit.text !== "TOKENS") return unit.with(undefined);
  return firstFilled(
    numeric(pick(record, `${side}Usage`)),
    sum(pick(record, "usageDetails").json(), (name) => name.toLowerCase().includes(side)),
    numeric(usage.at(side)),
    numeric(pick(record, side === "input" ? "promptTokens" : "completionTokens")),
  );
}

function cost(record: Field): Field {
  const details = pick(record, "costDetails").json();
  return firstFilled(
    numeric(pick(record, "totalCost")),
    numeric(pick(record, "calculatedTotalCost")),
    numeric(details.at("total")),
    sum(details, (name) => name !== "total"),
    numeric(pick(record, "usage").at("totalCost")),
  );
}
