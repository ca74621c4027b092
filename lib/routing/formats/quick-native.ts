import type { JsonValue } from "./json-value";

// The schema's own judgement, for the values that pass it, at a tenth of what the schema takes. What is wrong with
// any other, the schema says.

type Value = JsonValue | undefined;
type Members = { [name: string]: Value };

export const MAX_CANDIDATES = 64;
/** Characters of an id. */
export const MAX_ID = 128;
const ARMS: ReadonlySet<Value> = new Set<Value>(["production", "owner_blind"]);
const DECIDED_BY: ReadonlySet<Value> = new Set<Value>([
  ..."router pinned fallback sticky cache internal".split(" "),
]);
const STATUSES: ReadonlySet<Value> = new Set<Value>(["success", "failure", "cancelled"]);

const absent = (value: Value): value is undefined | null => value === undefined || value === null;
const isText = (value: Value): boolean => typeof value === "string" || absent(value);
const isFilled = (value: Value): boolean => typeof value === "string" && value !== "";
const isFlag = (value: Value): boolean => typeof value === "boolean" || absent(value);
const isOneOf = (value: Value, known: ReadonlySet<Value>): boolean => absent(value) || known.has(value);
const isNumber = (value: Value): boolean => (typeof value === "number" ? value - value === 0 : absent(value));
const isAmount = (value: Value): boolean =>
  typeof value === "number" ? value >= 0 && value < Number.POSITIVE_INFINITY : absent(value);
const isFraction = (value: Value): boolean =>
  typeof value === "number" ? value >= 0 && value <= 1 : absent(value);
const isCount = (value: Value): boolean =>
  typeof value === "number" ? value >= 0 && Number.isSafeInteger(value) : absent(value);

const isObject = (value: Value): value is { [name: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Text has at most as many characters as code units. */
const isId = (value: Value): boolean => typeof value === "string" && value !== "" && value.length <= MAX_ID;

const isCandidate = (value: Value): boolean =>
  isObject(value) &&
  isFilled(value.model) &&
  isFlag(value.eligible) &&
  isFraction(value.quality) &&
  isAmount(value.cost_usd) &&
  isAmount(value.latency_ms) &&
  isNumber(value.score) &&
  isFraction(value.probability);

const areCandidates = (list: Value): boolean =>
  absent(list) || (Array.isArray(list) && list.length <= MAX_CANDIDATES && list.every(isCandidate));

const isOutcome = (value: Value): boolean =>
  absent(value) ||
  (isObject(value) && STATUSES.has(value.status) && isFlag(value.accepted) && isNumber(value.score));

const areTexts = (value: Members): boolean =>
  isText(value.router) &&
  isText(value.policy_version) &&
  isText(value.task) &&
  isText(value.requested_model) &&
  isText(value.region) &&
  isText(value.session_id) &&
  isText(value.tenant);

const areFigures = (value: Members): boolean =>
  isCount(value.input_tokens) &&
  isCount(value.output_tokens) &&
  isAmount(value.cost_usd) &&
  isAmount(value.latency_ms);

/** Whether a value certainly passes the schema of a native record; its time is not read. */
export const isSurelyNative = (value: JsonValue): boolean =>
  isObject(value) &&
  isId(value.decision_id) &&
  typeof value.occurred_at === "string" &&
  isFilled(value.chosen_model) &&
  isOneOf(value.arm, ARMS) &&
  isOneOf(value.decided_by, DECIDED_BY) &&
  areTexts(value) &&
  areFigures(value) &&
  areCandidates(value.candidates) &&
  isOutcome(value.outcome);

const candidateOf = (value: Value) => {
  const { model, eligible, quality, cost_usd, latency_ms, score, probability } = value as Members;
  return { model, eligible, quality, cost_usd, latency_ms, score, probability };
};

const outcomeOf = (value: Value) => {
  if (!isObject(value)) return value;
  const { status, accepted, score }: Members = value;
  return { status, accepted, score };
};

/** A copy of a record's known members, as the schema makes one; what is not stated is undefined. */
export function copyNative(value: Members): object {
  const { candidates } = value;
  return {
    decision_id: value.decision_id,
    occurred_at: value.occurred_at,
    chosen_model: value.chosen_model,
    router: value.router,
    policy_version: value.policy_version,
    arm: value.arm,
    decided_by: value.decided_by,
    task: value.task,
    requested_model: value.requested_model,
    region: value.region,
    session_id: value.session_id,
    tenant: value.tenant,
    candidates: Array.isArray(candidates) ? candidates.map(candidateOf) : candidates,
    input_tokens: value.input_tokens,
    output_tokens: value.output_tokens,
    cost_usd: value.cost_usd,
    latency_ms: value.latency_ms,
    outcome: outcomeOf(value.outcome),
  };
}
