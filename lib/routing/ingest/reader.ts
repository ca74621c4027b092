import { withJsonColumns } from "../formats/csv";
import { Field, type Gateway, type IsAlias, readGateway } from "../formats/gateway";
import type { JsonFault, JsonValue } from "../formats/json";
import { type GatewayName, isGatewayName } from "../formats/names";
import { type NativeRecord, type RecordFault, readNative } from "../formats/native";
import { normaliseAlias } from "./normalise-alias";

/** What a thread needs to know of a delivery: nothing but data. */
export type Reading = { format: GatewayName | "otlp"; aliases: readonly string[]; now_ms: number };

export type ReadResult =
  | { kind: "decision"; record: NativeRecord; decided_because: string; unknown_fields: number }
  /** No decision at all, such as a span of other work: not counted. */
  | { kind: "other" }
  | { kind: "fault"; fault: RecordFault };

/** A JSON text that could be read, and what is wrong inside it. */
export type Document = { value: JsonValue; faults: readonly JsonFault[] };

/** Reads a record that was taken out of what held it; `fault` is the first in its text. */
export type ReadOne = (record: Field, fault: JsonFault | null) => ReadResult;

/** How the values of a delivery become records. */
export type Reader = {
  /** Native records alone are plain enough for the engine to take. */
  native: boolean;
  /** What another thread needs to read the same; null where it is not worth it. */
  apart: Reading | null;
  /** Whether a line holds one record as a rule, so that threads may read lines apart from each other. */
  lone: boolean;
  /** Whether a document is one record itself, not what holds records. */
  isRecord: (value: JsonValue) => boolean;
  read: (document: Document) => Iterable<ReadResult>;
};

/** One native record a value; `now_ms` is when the delivery began. */
export const nativeReader = (now_ms: number): Reader => ({
  native: true,
  apart: null,
  lone: true,
  isRecord: () => true,
  *read({ value, faults: [fault] }) {
    if (fault) return yield { kind: "fault", fault };
    const read = readNative(value, now_ms);
    if (read.fault) return yield { kind: "fault", fault: read.fault };
    const { record, unknown_fields } = read;
    yield { kind: "decision", record, decided_because: "", unknown_fields };
  },
});

/** As `nativeReader`, for rows of a table: `candidates` and `outcome` may be JSON text there, as in CSV. */
export function nativeTableReader(now_ms: number): Reader {
  const native = nativeReader(now_ms);
  return {
    ...native,
    *read({ value, faults }) {
      const { value: row, fault } = withJsonColumns(value);
      if (fault) yield { kind: "fault", fault };
      else yield* native.read({ value: row, faults });
    },
  };
}

/** A gateway's records: one a value, or as many as its envelope holds. `aliases` as `normaliseAlias` gives them. */
export function gatewayReader(
  gateway: Gateway,
  aliases: readonly string[],
  now_ms: number,
): Reader & { readOne: ReadOne } {
  const { format } = gateway;
  const known = new Set(aliases);
  const isAlias: IsAlias = (requested_model) => known.has(normaliseAlias(requested_model));
  const readOne: ReadOne = (record, fault) => {
    if (fault) return { kind: "fault", fault: below(fault, record.pointer) };
    const read = readGateway(gateway, record, { now_ms, isAlias });
    if (read.kind === "fault") return { kind: "fault", fault: below(read.fault, record.pointer) };
    if (read.kind === "other") return read;
    const { record: own, decided_because, unknown_fields } = read.decision;
    return { kind: "decision", record: own, decided_because, unknown_fields };
  };
  return {
    native: false,
    apart: isGatewayName(format) || format === "otlp" ? { format, aliases, now_ms } : null,
    // An OTLP request holds many spans, and a file of such has one a line.
    lone: format !== "otlp",
    isRecord: (value) => !gateway.envelope?.(new Field(value)),
    readOne,
    *read({ value, faults }) {
      const body = new Field(value);
      const first = faults.length === 0 ? null : firstFaults(faults);
      for (const record of gateway.envelope?.(body) ?? [body])
        yield readOne(record, first?.get(record.pointer) ?? null);
    },
  };
}

/** The first fault at or below each place, by pointer. */
function firstFaults(faults: readonly JsonFault[]): Map<string, JsonFault> {
  const first = new Map<string, JsonFault>();
  // Where a place has one, all above it have.
  for (const fault of faults)
    for (let at = fault.pointer; !first.has(at); at = at.slice(0, at.lastIndexOf("/"))) {
      first.set(at, fault);
      if (at === "") break;
    }
  return first;
}

const within = (pointer: string, root: string): boolean => pointer === root || pointer.startsWith(`${root}/`);

/** A fault's place within its record: which record it is, the line says. */
const below = ({ pointer, message }: RecordFault, root: string): RecordFault => ({
  pointer: within(pointer, root) ? pointer.slice(root.length) : pointer,
  message,
});
