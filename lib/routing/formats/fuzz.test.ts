import { describe, expect, it } from "vitest";
import { azure } from "./azure";
import { bedrock } from "./bedrock";
import { cloudflare } from "./cloudflare";
import type { Gateway, GatewayResult } from "./gateway";
import { helicone } from "./helicone";
import { type JsonValue, parseJson } from "./json";
import { langfuse } from "./langfuse";
import { litellm } from "./litellm";
import { NativeRecord, readNative } from "./native";
import { openrouter } from "./openrouter";
import { decodeTraces, OtlpDecodeError, otlp } from "./otlp";
import { Request } from "./otlp/testing";
import { portkey } from "./portkey";
import { damaged, damagedBytes, mutated, type Names, namesIn, oneOf, seeded } from "./testing/mutate";
import { NOW, readAll } from "./testing/reading";
import { RECORDS } from "./testing/records";
import { SECRET } from "./testing/secret";
import { vllmSr } from "./vllm-sr";

const STRUCTURES = 3000;
const TEXTS = 1500;
/** Each takes under a second; a machine that has other work may need more. */
const PATIENCE = { timeout: 60_000 };

type Reader = { format: string; known: Iterable<string>; read: (body: JsonValue) => GatewayResult[] };

const native: Reader = {
  format: "native",
  known: Object.keys(NativeRecord.shape),
  read: (body) => {
    const { record, fault, ...read } = readNative(body, NOW);
    if (fault) return [{ kind: "fault", fault }];
    if (!record) return [];
    return [
      { kind: "decision", decision: { record, decided_because: "native", unknown_fields: 0, ...read } },
    ];
  },
};
const reader = (gateway: Gateway): Reader => ({
  format: gateway.format,
  known: gateway.known,
  read: (body) => readAll(gateway, body),
});
const GATEWAYS = [langfuse, helicone, portkey, cloudflare, litellm, bedrock, openrouter, otlp, vllmSr, azure];
const READERS = [native, ...GATEWAYS.map(reader)];

/** What is wrong with one result; null where nothing is. */
function complaint(result: GatewayResult): string | null {
  if (JSON.stringify(result).includes(SECRET)) return "what people wrote is in the result";
  if (result.kind === "other") return null;
  if (result.kind === "fault") {
    const { pointer, message } = result.fault;
    if (pointer !== "" && !pointer.startsWith("/")) return `not a pointer: ${pointer}`;
    return message === "" ? "no message" : null;
  }
  const { record, decided_because, unknown_fields } = result.decision;
  if (!NativeRecord.safeParse(record).success) return "the record is not a native one";
  if (readNative(record as JsonValue, NOW).record?.occurred_at !== record.occurred_at)
    return "the record does not read again as it is";
  if (decided_because === "" || decided_because.length > 100) return `not a reason: ${decided_because}`;
  return Number.isInteger(unknown_fields) && unknown_fields >= 0 ? null : "no count of unknown fields";
}

/** Reads a text as a delivery does: what is no JSON is a fault of its own and goes no further. */
function complaintsOf({ read }: Reader, text: string): string[] {
  try {
    const { value, fault } = parseJson(text);
    const results: GatewayResult[] = fault ? [{ kind: "fault", fault }] : read(value);
    return results.flatMap((result) => complaint(result) ?? []);
  } catch (error) {
    return [`thrown: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** The first complaints of many texts, with the text that caused each. */
function firstOf(reader: Reader, texts: Iterable<string>): { text: string; complaints: string[] }[] {
  const found: { text: string; complaints: string[] }[] = [];
  for (const text of texts) {
    const complaints = complaintsOf(reader, text);
    if (complaints.length > 0) found.push({ text: text.slice(0, 4000), complaints });
    if (found.length === 3) break;
  }
  return found;
}

const recordsOf = (format: string): readonly [JsonValue, ...JsonValue[]] => {
  const records = RECORDS[format];
  if (!records) throw new Error(`There are no records of ${format}.`);
  return records;
};

describe.each(READERS)("fuzz: $format", (reader) => {
  const records = recordsOf(reader.format);
  const names: Names = ["id", ...reader.known, ...records.flatMap(namesIn)];

  it("reads the records that it starts from", () => {
    for (const record of records)
      for (const result of reader.read(record)) {
        expect(result).toMatchObject({ kind: "decision" });
        expect(complaint(result)).toBeNull();
      }
  });

  it("stands records with wrong, missing and strange members", PATIENCE, () => {
    const random = seeded(20261121);
    const texts = Array.from({ length: STRUCTURES }, () =>
      JSON.stringify(mutated(oneOf(random, records), random, names)),
    );
    expect(firstOf(reader, texts)).toEqual([]);
  });

  it("stands texts with characters changed, lost and added", PATIENCE, () => {
    const random = seeded(1);
    const texts = Array.from({ length: TEXTS }, () =>
      damaged(JSON.stringify(oneOf(random, records)), random),
    );
    expect(firstOf(reader, texts)).toEqual([]);
  });

  it("gives few reasons, the same for records of a kind", PATIENCE, () => {
    const random = seeded(7);
    const reasons = new Set<string>();
    for (let times = 0; times < 1000; times += 1)
      for (const result of reader.read(mutated(oneOf(random, records), random, names)))
        if (result.kind === "decision") reasons.add(result.decision.decided_because);
    expect(reasons.size).toBeLessThanOrEqual(20);
    expect(reasons.size).toBeGreaterThan(0);
  });
});

/** A span in protobuf. */
function spanBytes(): Uint8Array {
  const attribute = (key: string, value: object) => ({ key, value });
  const attributes = [
    attribute("gen_ai.operation.name", { stringValue: "chat" }),
    attribute("gen_ai.response.model", { stringValue: "m-1" }),
    attribute("gen_ai.usage.input_tokens", { intValue: 5 }),
    attribute("gen_ai.usage.cost", { doubleValue: 0.5 }),
    attribute("gen_ai.input.messages", { stringValue: SECRET }),
    attribute("gen_ai.response.finish_reasons", {
      arrayValue: { values: [{ stringValue: "stop" }] },
    }),
  ];
  const span = {
    traceId: Uint8Array.from({ length: 16 }, (_, index) => index + 1),
    spanId: Uint8Array.from({ length: 8 }, (_, index) => index + 1),
    name: "chat m-1",
    kind: 3,
    startTimeUnixNano: 1777857825 * 1e9,
    endTimeUnixNano: 1777857826 * 1e9,
    attributes,
    status: {},
  };
  return Request.encode(
    Request.fromObject({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  ).finish();
}

describe("fuzz: protobuf", () => {
  const whole = spanBytes();

  /** What reading these bytes brings to light; null where they cannot be read, which is an answer too. */
  function complaintOf(bytes: Uint8Array): string[] | null {
    try {
      const { value } = decodeTraces(bytes);
      return readAll(otlp, value).flatMap((result) => complaint(result) ?? []);
    } catch (error) {
      return error instanceof OtlpDecodeError ? null : [`thrown: ${String(error)}`];
    }
  }

  it("reads the bytes that it starts from", () => {
    expect(readAll(otlp, decodeTraces(whole).value)).toMatchObject([
      { kind: "decision", decision: { record: { chosen_model: "m-1", input_tokens: 5, latency_ms: 1000 } } },
    ]);
  });

  it("stands bytes changed, lost and added", PATIENCE, () => {
    const random = seeded(3);
    const results = Array.from({ length: STRUCTURES }, () => complaintOf(damagedBytes(whole, random)));
    expect(results.flatMap((result) => result ?? [])).toEqual([]);
    expect(results.some((result) => result === null)).toBe(true);
    expect(results.some((result) => result !== null)).toBe(true);
  });
});
