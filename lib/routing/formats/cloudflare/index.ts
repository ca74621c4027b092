import type { Draft, Evidence, Field, Gateway } from "../gateway";
import { instant } from "../gateway";
import {
  eitherOf,
  firstFilled,
  flagOutcome,
  httpOutcome,
  labels,
  membersOf,
  numeric,
  SESSION_NAMES,
  TASK_NAMES,
  TENANT_NAMES,
  truth,
} from "../gateway/loose";
import { remember } from "../remember";

const DYNAMIC_ROUTE = /^dynamic\/(.+)$/;

const MEMBERS = [
  ..."id event_id created_at cached cost custom_cost duration metadata model model_type path".split(" "),
  ..."provider request_content_type request_type request_size request_head".split(" "),
  ..."request_head_complete response_content_type response_size response_head".split(" "),
  ..."response_head_complete status_code step success tokens_in tokens_out feedback score".split(" "),
  ..."authentication wholesale dlp_action".split(" "),
];

/** Logpush's spelling: `status_code` is `StatusCode` there. */
const pascal = remember((name) =>
  name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
);

/** A member by its name in the API or in Logpush. */
const pick = (record: Field, name: string): Field => eitherOf(record, name, pascal(name));

/** Logs of Cloudflare's AI Gateway, as its API lists them and as Logpush delivers them. */
export const cloudflare: Gateway = {
  format: "cloudflare",
  known: new Set([
    ...MEMBERS.flatMap((name) => [name, pascal(name)]),
    ..."compatibilityMode ID Datetime Endpoint Gateway RateLimited RequestBody ResponseBody".split(" "),
  ]),
  envelope: (body) => {
    const result = body.at("result");
    if (Array.isArray(result.value)) return result.items;
    return result.names.length > 0 ? [result] : null;
  },
  read: (record) => ({ kind: "decision", draft: draftOf(record), evidence: evidenceIn(record) }),
};

/** The requested model is all that is read of the request's head; a head that was cut short is no JSON. */
const requested = (record: Field): Field => record.at("request_head").json().at("model");

function draftOf(record: Field): Draft {
  const label = labels(membersOf(pick(record, "metadata").json()));
  const asked = requested(record);
  const route = routeOf(asked, record);
  return {
    decision_id: firstFilled(pick(record, "id"), record.at("ID"), pick(record, "event_id")),
    occurred_at: instant(firstFilled(pick(record, "created_at"), record.at("Datetime"))),
    chosen_model: pick(record, "model"),
    requested_model: firstFilled(asText(asked), label("requested_model")),
    router: firstFilled(record.with(route), label("router")),
    policy_version: label("policy_version"),
    task: label(...TASK_NAMES),
    region: label("region"),
    session_id: label(...SESSION_NAMES),
    tenant: label(...TENANT_NAMES),
    input_tokens: numeric(pick(record, "tokens_in")),
    output_tokens: numeric(pick(record, "tokens_out")),
    cost_usd: numeric(pick(record, "cost")),
    latency_ms: numeric(pick(record, "duration")),
    outcome: {
      status: outcome(record),
      accepted: accepted(record.at("feedback")),
      score: numeric(firstFilled(record.at("score"))),
    },
  };
}

const asText = (field: Field): Field => field.with(field.text);

/** The name of the dynamic route that the request named in place of a model. */
const routeOf = (asked: Field, record: Field): string | undefined =>
  [asked, pick(record, "model")]
    .map((field) => DYNAMIC_ROUTE.exec(field.text ?? "")?.[1])
    .find((name) => name !== undefined);

function outcome(record: Field): Field {
  const byCode = httpOutcome(pick(record, "status_code"));
  return byCode.text === "cancelled" ? byCode : firstFilled(flagOutcome(pick(record, "success")), byCode);
}

/** Feedback is 1, -1 or none. */
function accepted(feedback: Field): Field {
  const mark = numeric(feedback).number;
  return feedback.with(mark === 1 ? true : mark === -1 ? false : undefined);
}

function evidenceIn(record: Field): Evidence | null {
  if ((numeric(pick(record, "step")).number ?? 0) > 0)
    return { decided_by: "fallback", because: "step is a later one than the first" };
  if (truth(pick(record, "cached")) === true) return { decided_by: "cache", because: "cached is true" };
  // A dynamic route is the caller's own flow: where it is a router of the platform, a policy declares its name.
  return null;
}
