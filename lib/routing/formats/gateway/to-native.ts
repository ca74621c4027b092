import type { JsonValue } from "../json";
import { type NativeRecord, type RecordFault, readNative } from "../native";
import type { Field } from "./field";
import type { Draft, Evidence, Gateway } from "./gateway";

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
  const { value, pointers } = assemble(draft);
  value.decided_by = evidence.decided_by;
  const native = readNative(value, context.now_ms);
  if (native.fault) return { kind: "fault", fault: located(native.fault, pointers) };
  const unknown_fields = body.names.filter((name) => !gateway.known.has(name)).length;
  return {
    kind: "decision",
    decision: { record: native.record, decided_because: evidence.because, unknown_fields },
  };
}

type Members = { [key: string]: JsonValue };

function put(
  into: Members,
  fields: { [name: string]: Field | undefined },
  at: string,
  pointers: Map<string, string>,
) {
  for (const [name, field] of Object.entries(fields)) {
    if (!field) continue;
    // Also where nothing is stated: what is missing is missed there.
    pointers.set(`${at}/${name}`, field.pointer);
    if (field.value !== undefined && field.value !== null) into[name] = field.value;
  }
}

function assemble({ candidates, outcome, ...own }: Draft): { value: Members; pointers: Map<string, string> } {
  const pointers = new Map<string, string>();
  const value: Members = Object.create(null);
  put(value, own, "", pointers);
  if (candidates) {
    pointers.set("/candidates", candidates.list.pointer);
    value.candidates = candidates.members.map((member, index) => {
      const item: Members = Object.create(null);
      put(item, member, `/candidates/${index}`, pointers);
      return item;
    });
  }
  if (outcome?.status?.stated) {
    const item: Members = Object.create(null);
    put(item, outcome, "/outcome", pointers);
    value.outcome = item;
  }
  return { value, pointers };
}

/** The fault where the gateway's record states the value: the nearest place above it that is known. */
function located(fault: RecordFault, pointers: ReadonlyMap<string, string>): RecordFault {
  for (let at = fault.pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const pointer = pointers.get(at);
    if (pointer !== undefined) return { ...fault, pointer };
  }
  return { ...fault, pointer: "" };
}
