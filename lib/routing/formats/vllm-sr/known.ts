/** Members of a Router Replay record, of its lists, and of the structured log lines. */
const REPLAY = `id timestamp request_id session_id turn_index previous_response_id conversation_id recipe decision
  decision_tier decision_priority category original_model selected_model reasoning_mode confidence_score
  confidence_score_available selection_method route_diagnostics learning outcomes session_policy signals projections
  projection_scores projection_trace signal_confidences signal_error_matches signal_values tool_trace request_body
  response_body response_status lifecycle_state ended_at duration_ms terminal_reason from_cache streaming
  request_body_truncated response_body_truncated guardrails_enabled jailbreak_enabled pii_enabled jailbreak_detected
  jailbreak_type jailbreak_confidence jailbreak_score_available jailbreak_decision response_jailbreak_detected
  response_jailbreak_type response_jailbreak_confidence response_jailbreak_score_available
  response_jailbreak_decision pii_detected pii_entities pii_blocked prompt prompt_truncated tool_definitions
  tool_definitions_truncated rag_enabled rag_backend rag_context_length rag_similarity_score cache_similarity
  cache_hit_kind cache_source cache_entry_age_seconds cache_ttl_seconds context_token_count hallucination_enabled
  hallucination_detected hallucination_score_available hallucination_score_kind hallucination_confidence
  hallucination_spans hallucination_span_details prompt_tokens cached_prompt_tokens cache_write_tokens
  completion_tokens total_tokens actual_cost baseline_cost cost_savings currency baseline_model`;
const LOG = `ts level caller msg event component reason_code reasoning_enabled reasoning_effort selected_endpoint
  routing_latency_ms streaming_requested time`;

export const KNOWN: ReadonlySet<string> = new Set(`${REPLAY} ${LOG}`.split(/\s+/));
