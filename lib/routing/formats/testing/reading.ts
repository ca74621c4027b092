import { readFileSync } from "node:fs";
import { it } from "vitest";
import { Field, type Gateway, type GatewayResult, readGateway } from "../gateway";
import { type JsonValue, parseJson } from "../json";
import { anyValue, type Random } from "./mutate";

export const NOW = Date.UTC(2026, 10, 21);
const context = { now_ms: NOW, isAlias: (name: string) => name === "auto" };

/** Every record of a body, read as a delivery would read it; `auto` is a declared alias. */
export const readAll = (gateway: Gateway, body: JsonValue): GatewayResult[] => {
  const field = new Field(body);
  return (gateway.envelope?.(field) ?? [field]).map((record) =>
    withoutUndefined(readGateway(gateway, record, context)),
  );
};

/** Undefined members are absent ones: for tests that name what a record does not have. */
export function withoutUndefined(result: GatewayResult): GatewayResult {
  if (result.kind !== "decision") return result;
  const stated = Object.entries(result.decision.record).filter(([, value]) => value !== undefined);
  const record = Object.fromEntries(stated) as typeof result.decision.record;
  return { ...result, decision: { ...result.decision, record } };
}

/** The one record of a body. */
export function readOne(gateway: Gateway, body: JsonValue): GatewayResult {
  const [result, ...others] = readAll(gateway, body);
  if (!result || others.length > 0) throw new Error("Expected a body of one record.");
  return result;
}

/** The pointer of a record's fault; null where it has none. */
export function faultOf(gateway: Gateway, body: JsonValue): string | null {
  const result = readOne(gateway, body);
  return result.kind === "fault" ? result.fault.pointer : null;
}

/** Reads a record with each documented member in turn set to anything, alone and on top of a valid record. */
export function readAnything(gateway: Gateway, valid: { [key: string]: JsonValue }, random: Random): void {
  for (const name of gateway.known)
    for (let times = 0; times < 8; times += 1) {
      readAll(gateway, { ...valid, [name]: anyValue(random) });
      readAll(gateway, { [name]: anyValue(random) });
    }
  for (let times = 0; times < 200; times += 1) readAll(gateway, anyValue(random));
}

const SAMPLES = "../shared/samples";

/** A real record beside the project; null, loudly, where there is none. */
function sampleText(path: string): string | null {
  try {
    return readFileSync(`${SAMPLES}/${path}`, "utf8");
  } catch {
    console.warn(`Skipped: there is no ${SAMPLES}/${path}.`);
    return null;
  }
}

/** A test of a real record as it was published. */
export function itReadsSample(path: string, check: (sample: JsonValue) => void): void {
  const text = sampleText(path);
  if (text === null) it.skip(`reads ${path}`, () => undefined);
  else
    it(`reads ${path}`, () => {
      const { value, fault } = parseJson(text);
      if (fault) throw new Error(fault.message);
      check(value);
    });
}
