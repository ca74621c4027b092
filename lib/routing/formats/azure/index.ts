import type { Field, Gateway } from "../gateway";
import { readResponse } from "./read-response";

/** Members of a chat completion, of a response and of a message, and of a log record around one. */
const KNOWN = `id object created created_at completed_at model model_selection_details choices usage service_tier
  system_fingerprint prompt_filter_results content_filters error status background billing conversation
  incomplete_details instructions max_output_tokens max_tool_calls metadata output parallel_tool_calls
  previous_response_id prompt prompt_cache_key prompt_cache_retention reasoning safety_identifier store temperature
  text tool_choice tools top_logprobs top_p truncation user presence_penalty frequency_penalty type role content
  stop_reason stop_sequence container timestamp time request_id request response duration_ms latency_ms region
  session_id tenant`;

/** Pages of stored completions come as `{"object":"list","data":[…]}`. */
const recordsOf = (body: Field): readonly Field[] | null => {
  const data = body.at("data");
  return Array.isArray(data.value) ? data.items : null;
};

/** Answers of model router in Microsoft Foundry, alone or inside a log record. */
export const azure: Gateway = {
  format: "azure",
  known: new Set(KNOWN.split(/\s+/)),
  envelope: recordsOf,
  read: readResponse,
};
