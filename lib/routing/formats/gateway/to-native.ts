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
  const value = assemble(draft);
  value.decided_by = evidence.decided_by;
  const native = readNative(value, context.now_ms);
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

function valuesOf(fields: Fields): Members {
  const into: Members = Object.create(null);
  for (const name in fields) {
    const value = fields[name]?.value;
    if (value !== undefined && value !== null) into[name] = value;
  }
  return into;
}

function assemble({ candidates, outcome, ...own }: Draft): Members {
  const value = valuesOf(own);
  if (candidates) value.candidates = candidates.members.map(valuesOf);
  if (outcome?.status?.stated) value.outcome = valuesOf(outcome);
  return value;
}

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
