import type { JsonValue } from "../json";
import { choices, messages, SECRET } from "./secret";

const attribute = (key: string, stringValue: string): JsonValue => ({ key, value: { stringValue } });

/** Bodies of gateways that route themselves, and of spans. */
export const ROUTER_RECORDS: Readonly<Record<string, readonly [JsonValue, ...JsonValue[]]>> = {
  litellm: [
    {
      id: "l-1",
      trace_id: "t-1",
      call_type: "acompletion",
      cache_hit: null,
      status: "success",
      startTime: 1777857825.5,
      endTime: 1777857826.5,
      response_time: 1,
      model: "m-1",
      model_group: "auto",
      response_cost: 0.1,
      prompt_tokens: 1,
      completion_tokens: 2,
      end_user: "u",
      metadata: {
        user_api_key_team_id: "team",
        attempted_fallbacks: 0,
        requester_metadata: { note: SECRET },
        routing_decision: {
          router_model_name: "auto",
          router_type: "complexity",
          routed_model: "m-1",
          cause: "llm_classifier",
          tier: "SIMPLE",
          score: 0.5,
          candidates: [{ model: "m-1", score: 0.5 }, "m-2"],
        },
      },
      hidden_params: { litellm_model_name: "m-1" },
      messages,
      response: { choices },
      error_str: SECRET,
    },
    {
      request_id: "l-2",
      call_type: "acompletion",
      startTime: "2026-05-04 01:23:45.123456",
      endTime: "2026-05-04 01:23:46",
      model: "m-1",
      spend: 0.1,
      cache_hit: "False",
      prompt_tokens: 1,
      completion_tokens: 2,
      metadata: '{"status":"failure","error_information":{"error_code":"429"}}',
      messages: JSON.stringify(messages),
      response: SECRET,
    },
  ],
  bedrock: [
    {
      schemaType: "ModelInvocationLog",
      schemaVersion: "1.0",
      timestamp: "2026-05-04T01:23:45Z",
      accountId: "123456789012",
      identity: { arn: "arn:aws:sts::123456789012:assumed-role/role/session" },
      region: "us-east-1",
      requestId: "b-1",
      operation: "Converse",
      modelId: "arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1",
      input: { inputBodyJson: { messages }, inputTokenCount: 1 },
      output: {
        outputBodyJson: {
          output: { message: { role: "assistant", content: [{ text: SECRET }] } },
          metrics: { latencyMs: 850 },
          usage: { inputTokens: 1, outputTokens: 2 },
          trace: {
            promptRouter: {
              invokedModelId:
                "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
            },
          },
        },
        outputTokenCount: 2,
      },
      requestMetadata: { tenant: "t", task: "chat", session_id: "s" },
    },
  ],
  openrouter: [
    {
      data: {
        id: "gen-1",
        created_at: "2026-05-04T01:23:45.123456+00:00",
        model: "openai/m-1",
        router: "openrouter/auto",
        external_user: "u",
        session_id: "s",
        data_region: "global",
        cancelled: false,
        finish_reason: "stop",
        generation_time: 1200,
        latency: 1250,
        tokens_prompt: 1,
        tokens_completion: 2,
        native_tokens_prompt: 1,
        native_tokens_completion: 2,
        total_cost: 0.1,
        usage: 0.1,
        provider_responses: [{ status: 200, provider_name: "OpenAI" }],
        input: { messages },
        output: SECRET,
      },
    },
    {
      id: "gen-2",
      created: 1777857825,
      model: "openai/m-1",
      choices,
      usage: { prompt_tokens: 1, completion_tokens: 2, cost: 0.1 },
      openrouter_metadata: {
        requested: "openrouter/auto",
        strategy: "auto",
        region: "iad",
        attempt: 1,
        endpoints: { total: 2, available: [{ provider: "OpenAI", model: "openai/m-1", selected: true }] },
        attempts: [{ provider: "OpenAI", model: "openai/m-1", status: 200 }],
      },
    },
  ],
  azure: [
    {
      id: "chatcmpl-1",
      created: 1777857825,
      model: "m-2",
      choices,
      usage: { prompt_tokens: 1, completion_tokens: 2 },
      model_selection_details: {
        model_router_details: {
          mode: "balanced",
          session_affinity: { mode: "sticky", source: "session_id_payload", decision: "switch" },
          routing_trace: [
            {
              latency_ms: 19,
              attempts: [
                { model: "m-1", result: { status: 404, error: { code: "NotFound", message: SECRET } } },
                { model: "m-2", result: { status: 200 } },
              ],
            },
          ],
        },
      },
    },
  ],
  "vllm-sr": [
    {
      object: "router_replay.list",
      data: [
        {
          id: "replay-1",
          timestamp: "2026-05-04T01:23:45Z",
          request_id: "v-1",
          session_id: "s",
          recipe: "mom-v1",
          decision: "math",
          category: "math",
          original_model: "auto",
          selected_model: "m-1",
          selection_method: "knn",
          learning: {
            adaptation: { scores: { "m-1": { score: 0.7, predicted_quality: 0.8 }, "m-2": { score: 0.6 } } },
          },
          outcomes: [{ verdict: "good", score: 1 }],
          from_cache: false,
          response_status: 200,
          duration_ms: 850,
          prompt_tokens: 1,
          completion_tokens: 2,
          actual_cost: 0.1,
          currency: "USD",
          request_body: SECRET,
          response_body: SECRET,
        },
      ],
    },
    {
      msg: "routing_decision",
      request_id: "v-2",
      timestamp: "2026-05-04T01:23:45Z",
      reason_code: "auto_routing",
      original_model: "auto",
      selected_model: "m-1",
      decision: "math",
      routing_latency_ms: 12,
    },
  ],
  otlp: [
    {
      resourceSpans: [
        {
          resource: { attributes: [attribute("service.name", "gateway")] },
          scopeSpans: [
            {
              scope: { name: "instrumentation" },
              spans: [
                {
                  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
                  spanId: "00f067aa0ba902b7",
                  name: "chat m-1",
                  kind: 3,
                  startTimeUnixNano: "1777857825000000000",
                  endTimeUnixNano: "1777857826000000000",
                  attributes: [
                    attribute("gen_ai.operation.name", "chat"),
                    attribute("gen_ai.request.model", "auto"),
                    attribute("gen_ai.response.model", "m-1"),
                    attribute("gen_ai.conversation.id", "s"),
                    attribute("gen_ai.input.messages", SECRET),
                    attribute("gen_ai.output.messages", SECRET),
                    { key: "gen_ai.usage.input_tokens", value: { intValue: "1" } },
                    { key: "gen_ai.usage.output_tokens", value: { intValue: 2 } },
                    attribute("com.example.router.name", "main"),
                    attribute("com.example.router.selected.model", "m-1"),
                    attribute(
                      "com.example.router.candidates",
                      '[{"model":"m-1","score":0.5,"predicted_quality":0.5},{"model":"m-2"}]',
                    ),
                  ],
                  events: [{ name: "gen_ai.choice", attributes: [attribute("content", SECRET)] }],
                  status: {},
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};
