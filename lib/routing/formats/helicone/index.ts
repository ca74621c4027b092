import type { Draft, Evidence, Field, Gateway } from "../gateway";
import { elapsedMs, instant } from "../gateway";
import {
  firstFilled,
  httpOutcome,
  type Labels,
  labels,
  membersOf,
  numeric,
  SESSION_NAMES,
  TASK_NAMES,
  TENANT_NAMES,
  truth,
} from "../gateway/loose";
import { laterAnswered } from "./fallback-list";

/** What Helicone writes into `cache_reference_id` of a request that the cache did not answer. */
const NO_REFERENCE = "00000000-0000-0000-0000-000000000000";
const ROUTER_PATH = /^\/router\/([^/]+)\//;

/** Rows of `POST /v1/request/query` and `/query-clickhouse`, and of the export command. */
export const helicone: Gateway = {
  format: "helicone",
  known: new Set([
    ..."response_id response_created_at response_body response_status response_model".split(" "),
    ..."request_id request_created_at request_body request_path request_user_id".split(" "),
    ..."request_properties request_model model_override helicone_user provider delay_ms".split(" "),
    ..."time_to_first_token total_tokens prompt_tokens completion_tokens reasoning_tokens".split(" "),
    ..."prompt_cache_write_tokens prompt_cache_read_tokens prompt_audio_tokens".split(" "),
    ..."completion_audio_tokens cost costUSD cost_usd prompt_id prompt_version".split(" "),
    ..."feedback_created_at feedback_id feedback_rating signed_body_url llmSchema".split(" "),
    ..."country_code asset_ids asset_urls scores properties assets target_url model latency".split(" "),
    ..."cache_reference_id cache_enabled cached updated_at request_referrer threat".split(" "),
    ..."ai_gateway_body_mapping storage_location helicone_org_id organization_id".split(" "),
  ]),
  envelope: (body) => (Array.isArray(body.at("data").value) ? body.at("data").items : null),
  read: (record) => ({ kind: "decision", draft: draftOf(record), evidence: evidenceIn(record) }),
};

const chosen = (record: Field): Field =>
  firstFilled(
    record.at("response_model"),
    record.at("model"),
    record.at("model_override"),
    record.at("request_model"),
  );

const labelsOf = (record: Field): Labels =>
  labels([...membersOf(record.at("request_properties")), ...membersOf(record.at("properties"))]);

function draftOf(record: Field): Draft {
  const label = labelsOf(record);
  const [start, end] = [record.at("request_created_at"), record.at("response_created_at")];
  const path = record.at("request_path");
  return {
    decision_id: record.at("request_id"),
    occurred_at: instant(start),
    chosen_model: chosen(record),
    requested_model: firstFilled(record.at("request_model"), label("requested_model")),
    router: firstFilled(path.with(ROUTER_PATH.exec(path.text ?? "")?.[1]), label("router")),
    policy_version: label("policy_version"),
    task: label(...TASK_NAMES),
    region: label("region"),
    session_id: label("helicone_session_id", ...SESSION_NAMES),
    tenant: firstFilled(record.at("request_user_id"), label(...TENANT_NAMES)),
    input_tokens: numeric(firstFilled(record.at("prompt_tokens"))),
    output_tokens: numeric(firstFilled(record.at("completion_tokens"))),
    cost_usd: numeric(firstFilled(record.at("costUSD"), record.at("cost_usd"), record.at("cost"))),
    latency_ms: firstFilled(
      numeric(record.at("delay_ms")),
      numeric(record.at("latency")),
      elapsedMs(start, end),
    ),
    outcome: {
      status: httpOutcome(firstFilled(record.at("response_status"))),
      accepted: record.at("feedback_rating"),
    },
  };
}

function evidenceIn(record: Field): Evidence | null {
  if (laterAnswered(record.at("request_model").text, chosen(record).text))
    return { decided_by: "fallback", because: "a later model of the requested list answered" };
  const reference = record.at("cache_reference_id").text ?? NO_REFERENCE;
  if (truth(record.at("cached")) === true) return { decided_by: "cache", because: "cached is true" };
  if (reference !== NO_REFERENCE && reference !== record.at("request_id").text)
    return { decided_by: "cache", because: "cache_reference_id names the request that was answered before" };
  // A path that names a router says where the request went, not that the router chose the model.
  return null;
}
