import type { Evidence, Field } from "../gateway";

const EVIDENCE = {
  fallback: { decided_by: "fallback", because: "an attempt at another model failed before" },
  retain: { decided_by: "sticky", because: "session affinity retained the model" },
  switch: { decided_by: "sticky", because: "session affinity switched the model" },
  trace: { decided_by: "router", because: "routing_trace describes the routing" },
  details: { decided_by: "router", because: "model_router_details describes the routing" },
} as const satisfies Record<string, Evidence>;

/** Attempts at models in the order they were made. */
export const attemptsOf = (details: Field): Field[] =>
  details.at("routing_trace").items.flatMap((entry) => entry.at("attempts").items);

/**
 * Who chose the model; null where the answer has no details of the routing, which are a preview that callers ask for.
 * A switch has one of two causes, and only the attempts tell which: another model failed (a fallback), or the
 * session's model was no longer eligible.
 */
export function evidenceOf(details: Field): Evidence | null {
  const attempts = attemptsOf(details);
  const served = attempts.at(-1)?.at("model").text;
  const failed = attempts.slice(0, -1).some((one) => isFailed(one) && one.at("model").text !== served);
  if (failed) return EVIDENCE.fallback;
  const affinity = details.at("session_affinity", "decision").text;
  if (affinity === "retain") return EVIDENCE.retain;
  if (affinity === "switch") return EVIDENCE.switch;
  if (attempts.length > 0) return EVIDENCE.trace;
  return details.names.length > 0 ? EVIDENCE.details : null;
}

const isFailed = (attempt: Field): boolean =>
  attempt.at("result", "error").stated || (attempt.at("result", "status").number ?? 0) >= 400;
