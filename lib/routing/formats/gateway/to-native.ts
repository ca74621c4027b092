import type { JsonValue } from "../json";
import { type NativeRecord, type RecordFault, readOwn } from "../native";
import type { Field } from "./field";
import type { CandidateDraft, Draft, Evidence, Gateway } from "./gateway";

/** Whether a policy of the register declares a requested model as a router's alias. */
export type IsAlias = (requested_model: string) => boolean;

export type Decision = { record: NativeRecord; decided_because: string; unknown_fields: number };

export type GatewayResult =
  | { kind: "decision"; decision: Decision }
  | { kind: "other" }
  | { kind: "fault"; fault: RecordFault };

const ALIAS: Evidence = {
  decided_by: "router",
  because: "the requested model is an alias that a policy of the register declares",
};
const NO_EVIDENCE: Evidence = {
  decided_by: "pinned",
  because: "nothing in the record says that a router chose",
};

/** One record of a gateway as a native one, by the same rules; faults point into the gateway's record. */
export function readGateway(
  gateway: Gateway,
  body: Field,
  context: { now_ms: number; isAlias: IsAlias },
): GatewayResult {
  const read = gateway.read(body);
  if (read.kind !== "decision") return read;
  const { draft } = read;
  const requested = draft.requested_model?.text;
  const evidence =
    read.evidence ?? (requested !== undefined && context.isAlias(requested) ? ALIAS : NO_EVIDENCE);
  const native = readOwn(assemble(draft, evidence), context.now_ms);
  if (native.fault) return { kind: "fault", fault: located(native.fault, pointersOf(draft)) };
  let unknown_fields = 0;
  for (const name of body.names) if (!gateway.known.has(name)) unknown_fields += 1;
  return {
    kind: "decision",
    decision: { record: native.record, decided_because: evidence.because, unknown_fields },
  };
}

type Members = { [key: string]: JsonValue };
type Fields = { [name: string]: Field | undefined };

const valueIn = (field: Field | undefined): JsonValue | undefined => field?.value ?? undefined;

const candidateOf = (draft: CandidateDraft) => ({
  model: valueIn(draft.model),
  eligible: valueIn(draft.eligible),
  quality: valueIn(draft.quality),
  cost_usd: valueIn(draft.cost_usd),
  latency_ms: valueIn(draft.latency_ms),
  score: valueIn(draft.score),
  probability: valueIn(draft.probability),
});

function outcomeOf({ outcome }: Draft) {
  if (!outcome?.status?.stated) return undefined;
  const { status, accepted, score } = outcome;
  return { status: valueIn(status), accepted: valueIn(accepted), score: valueIn(score) };
}

/** The values of a draft; each by its name, since objects of one shape are read several times as fast. */
const assemble = (draft: Draft, { decided_by }: Evidence): Members =>
  ({
    decision_id: valueIn(draft.decision_id),
    occurred_at: valueIn(draft.occurred_at),
    chosen_model: valueIn(draft.chosen_model),
    router: valueIn(draft.router),
    policy_version: valueIn(draft.policy_version),
    arm: valueIn(draft.arm),
    decided_by,
    task: valueIn(draft.task),
    requested_model: valueIn(draft.requested_model),
    region: valueIn(draft.region),
    session_id: valueIn(draft.session_id),
    tenant: valueIn(draft.tenant),
    candidates: draft.candidates?.members.map(candidateOf),
    input_tokens: valueIn(draft.input_tokens),
    output_tokens: valueIn(draft.output_tokens),
    cost_usd: valueIn(draft.cost_usd),
    latency_ms: valueIn(draft.latency_ms),
    outcome: outcomeOf(draft),
  }) satisfies { [K in keyof Required<NativeRecord>]: unknown } as unknown as Members;

/** Where the gateway's record states each value; also where nothing is stated: what is missing is missed there. */
function pointersOf({ candidates, outcome, ...own }: Draft): Map<string, string> {
  const pointers = new Map<string, string>();
  const put = (fields: Fields, at: string) => {
    for (const [name, field] of Object.entries(fields))
      if (field) pointers.set(`${at}/${name}`, field.pointer);
  };
  put(own, "");
  if (candidates) {
    pointers.set("/candidates", candidates.list.pointer);
    for (const [index, member] of candidates.members.entries()) put(member, `/candidates/${index}`);
  }
  if (outcome?.status?.stated) put(outcome, "/outcome");
  return pointers;
}

/** The fault where the gateway's record states the value: the nearest place above it that is known. */
function located(fault: RecordFault, pointers: ReadonlyMap<string, string>): RecordFault {
  for (let at = fault.pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const pointer = pointers.get(at);
    if (pointer !== undefined) return { ...fault, pointer };
  }
  return { ...fault, pointer: "" };
}
