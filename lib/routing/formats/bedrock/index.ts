import { type Draft, type Evidence, type Field, firstStated, type Gateway, instant } from "../gateway";
import { labels, membersOf, SESSION_NAMES, TASK_NAMES, TENANT_NAMES } from "../gateway/loose";
import { type Answer, answerOf } from "./answer";

/** Members of a ModelInvocationLog record. */
const known: ReadonlySet<string> = new Set([
  "schemaType",
  "schemaVersion",
  "timestamp",
  "accountId",
  "identity",
  "region",
  "inferenceRegion",
  "requestId",
  "operation",
  "modelId",
  "input",
  "output",
  "errorCode",
  "requestMetadata",
]);

const ROUTER_ARN = /:(?:default-)?prompt-router\/(.+)$/;

const TRACE: Evidence = {
  decided_by: "router",
  because: "the trace names the model that a prompt router invoked",
};
const ARN: Evidence = { decided_by: "router", because: "modelId is the ARN of a prompt router" };

/** Amazon Bedrock: records of model invocation logging, as S3 or CloudWatch Logs deliver them. */
export const bedrock: Gateway = {
  format: "bedrock",
  known,
  envelope: logEvents,
  read: (record) => {
    const answer = answerOf(record.at("output", "outputBodyJson").json());
    const router = ROUTER_ARN.exec(record.at("modelId").text ?? "")?.[1];
    return {
      kind: "decision",
      draft: draftOf(record, answer, router),
      evidence: answer.invoked.stated ? TRACE : router === undefined ? null : ARN,
    };
  },
};

/** A subscription of CloudWatch Logs delivers records as text inside its own messages. */
function logEvents(body: Field): readonly Field[] | null {
  if (!Array.isArray(body.at("logEvents").value)) return null;
  return body.at("logEvents").items.map((event) => event.at("message").json());
}

function draftOf(record: Field, answer: Answer, router: string | undefined): Draft {
  const model = record.at("modelId");
  const tag = labels(membersOf(record.at("requestMetadata")));
  return {
    decision_id: record.at("requestId"),
    occurred_at: instant(record.at("timestamp")),
    // Without a trace, what answered may still name its model; the router's ARN stays where nothing does.
    chosen_model: firstStated(answer.invoked, router === undefined ? model : answer.model, model),
    router: model.with(router),
    requested_model: model,
    region: firstStated(record.at("inferenceRegion"), record.at("region")),
    // Tags that the caller attached by names of its own.
    task: tag(...TASK_NAMES),
    session_id: tag(...SESSION_NAMES, "trace_id"),
    tenant: firstStated(tag(...TENANT_NAMES), record.at("identity", "arn"), record.at("accountId")),
    input_tokens: inputTokens(record.at("input"), answer),
    output_tokens: firstStated(record.at("output", "outputTokenCount"), answer.output_tokens),
    latency_ms: answer.latency_ms,
    outcome: { status: statusOf(record) },
  };
}

const CACHED = ["cacheReadInputTokenCount", "cacheWriteInputTokenCount"];

/** The whole input: Bedrock counts what the prompt cache served or took apart from the rest. */
function inputTokens(input: Field, answer: Answer): Field {
  const fresh = firstStated(input.at("inputTokenCount"), answer.input_tokens);
  const parts = [fresh, ...CACHED.map((name) => input.at(name))].filter((part) => part.stated);
  const wrong = parts.find((part) => part.number === undefined || part.number < 0);
  if (wrong || !fresh.stated) return wrong ?? fresh;
  return fresh.with(parts.reduce((sum, part) => sum + (part.number ?? 0), 0));
}

const ANSWERED = ["outputBodyJson", "outputBodyS3Path", "outputTokenCount"];

function statusOf(record: Field): Field {
  const error = record.at("errorCode");
  if (error.stated && error.value !== "") return error.with("failure");
  const output = record.at("output");
  return output.with(ANSWERED.some((name) => output.at(name).stated) ? "success" : undefined);
}
