import type { Draft, Evidence, Field, Gateway } from "../gateway";
import { instant } from "../gateway";
import {
  firstFilled,
  flagOutcome,
  httpOutcome,
  labels,
  numeric,
  SESSION_NAMES,
  TASK_NAMES,
  TENANT_NAMES,
} from "../gateway/loose";
import { attached } from "./metadata";

const ROUTING_MODES: ReadonlySet<string> = new Set(["LOADBALANCE", "CONDITIONAL", "FALLBACK"]);

/** Rows of Portkey's log export, by the column names of its files. */
export const portkey: Gateway = {
  format: "portkey",
  known: new Set([
    ..."id trace_id span_id created_at request response request.body response.body is_success".split(" "),
    ..."ai_org ai_model ai_org_auth_hash req_units res_units total_units cost cost_currency".split(" "),
    ..."request_url request_method response_status_code response_time cache_status cache_type".split(" "),
    ..."stream_mode retry_success_count mode last_used_option_index virtual_key runtime".split(" "),
    ..."runtime_version sdk_version config config_id prompt_slug prompt_id prompt_version_id".split(" "),
    ..."metadata metadata.key metadata.value organisation_id workspace_slug".split(" "),
  ]),
  envelope: (body) => (Array.isArray(body.at("data").value) ? body.at("data").items : null),
  read: (record) => ({ kind: "decision", draft: draftOf(record), evidence: evidenceIn(record) }),
};

const modeOf = (record: Field): string => record.at("mode").text?.toUpperCase() ?? "";

/** The requested model is all that is read of the request's body. */
const requested = (record: Field): Field => {
  const bodies = [record.at("request.body").json(), record.at("request").json().at("body").json()];
  const models = [...bodies, record.at("request").json()].map((body) => body.at("model"));
  return models.find((model) => model.text !== undefined) ?? record.at("request.body").with(undefined);
};

function draftOf(record: Field): Draft {
  const label = labels(attached(record));
  const config = firstFilled(record.at("config"), record.at("config_id"));
  const routes = ROUTING_MODES.has(modeOf(record)) && config.text !== undefined;
  return {
    decision_id: firstFilled(record.at("id"), record.at("trace_id")),
    occurred_at: instant(record.at("created_at")),
    chosen_model: firstFilled(record.at("ai_model")),
    requested_model: firstFilled(requested(record), label("requested_model")),
    router: firstFilled(label("router"), routes ? config : config.with(undefined)),
    policy_version: label("policy_version"),
    task: label(...TASK_NAMES),
    region: label("region"),
    session_id: firstFilled(label(...SESSION_NAMES), record.at("trace_id")),
    tenant: label(...TENANT_NAMES),
    input_tokens: numeric(firstFilled(record.at("req_units"))),
    output_tokens: numeric(firstFilled(record.at("res_units"))),
    cost_usd: cost(record),
    latency_ms: numeric(firstFilled(record.at("response_time"))),
    outcome: {
      status: firstFilled(
        flagOutcome(record.at("is_success")),
        httpOutcome(firstFilled(record.at("response_status_code"))),
      ),
    },
  };
}

/** Portkey states cents of USD. Another currency cannot be brought to USD: then the cost is not stated. */
function cost(record: Field): Field {
  const cents = numeric(firstFilled(record.at("cost")));
  const currency = record.at("cost_currency").text?.toUpperCase() ?? "USD";
  if (currency !== "USD") return cents.with(undefined);
  return cents.number === undefined ? cents : cents.with(cents.number / 100);
}

/** The target that answered, as Portkey's header names it: `config.targets[1]`, or its index alone. */
function target(record: Field): number | null {
  const used = record.at("last_used_option_index");
  const index = used.number ?? Number(/(\d{1,9})\]?$/.exec(used.text ?? "")?.[1] ?? Number.NaN);
  return Number.isInteger(index) ? index : null;
}

function evidenceIn(record: Field): Evidence | null {
  const mode = modeOf(record);
  const index = target(record);
  if (mode === "FALLBACK" && index !== null && index > 0)
    return { decided_by: "fallback", because: "a later target of a fallback answered" };
  if (/^(?:SEMANTIC )?HIT$/i.test(record.at("cache_status").text ?? ""))
    return { decided_by: "cache", because: "cache_status is a hit" };
  if (mode === "FALLBACK" && index === null)
    return { decided_by: "fallback", because: "mode is fallback and names no target" };
  // A config that balances or branches chooses by the caller's own weights and conditions: no router of the platform.
  return null;
}
