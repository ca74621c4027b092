import { gzipSync } from "node:zlib";
import { type Random, seeded } from "../../lib/testing/random";
import { between, shuffled } from "./random";

export type Body = {
  source: string;
  /** Numbers of the decisions in it. */
  numbers: readonly number[];
  array: boolean;
  gzip: boolean;
  idempotency_key: string | null;
};

export const SOURCES = ["drill-a", "drill-b"] as const;
export const FIRST_DAY = "2026-01-01";
export const AFTER_LAST_DAY = "2026-07-01";
const SPAN_S = 181 * 86_400;

/** Decisions of one source, and every delivery of them in the order in which clients take them. */
export type Plan = { decisions: number; deliveries: readonly Body[] };

/**
 * Every decision in a body, many bodies more than once, and decisions of several bodies again in others: what gateways
 * do that retry, overlap and lose their place.
 */
export function planDeliveries(decisions: number, most_in_body: number, seed: number): Plan {
  const random = seeded(seed);
  const bodies: Body[] = [];
  for (const source of SOURCES) {
    const numbers = shuffled(
      random,
      Array.from({ length: decisions / SOURCES.length }, (_, at) => at),
    );
    for (let at = 0; at < numbers.length; ) {
      const size = between(random, 1, most_in_body);
      bodies.push(bodyOf(random, source, numbers.slice(at, at + size), bodies.length));
      at += size;
    }
    // Others take up where they are not sure to have been: one decision in five comes in another body too.
    const overlap = shuffled(random, numbers).slice(0, Math.floor(numbers.length / 5));
    for (let at = 0; at < overlap.length; at += most_in_body)
      bodies.push(bodyOf(random, source, overlap.slice(at, at + most_in_body), bodies.length));
  }
  const deliveries = bodies.flatMap((body) => Array.from({ length: between(random, 1, 3) }, () => body));
  return { decisions, deliveries: shuffled(random, deliveries) };
}

const bodyOf = (random: Random, source: string, numbers: readonly number[], index: number): Body => ({
  source,
  numbers,
  array: random() < 0.3,
  gzip: random() < 0.5,
  idempotency_key: random() < 0.5 ? `body-${index}` : null,
});

export const idOf = (source: string, number: number): string => `${source}-${number}`;

function recordOf(source: string, number: number) {
  const random = seeded(number * 2 + (source === SOURCES[0] ? 0 : 1));
  const at = new Date(Date.parse(FIRST_DAY) + Math.floor(random() * SPAN_S) * 1000).toISOString();
  return {
    decision_id: idOf(source, number),
    occurred_at: at,
    chosen_model: `model-${between(random, 1, 5)}`,
    router: "drill",
    task: random() < 0.5 ? "chat" : "planning",
    input_tokens: between(random, 1, 4000),
    output_tokens: between(random, 1, 1000),
  };
}

/** A delivery's bytes and headers: the same for every time that it is sent. */
export function requestOf({ source, numbers, array, gzip, idempotency_key }: Body): {
  bytes: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
} {
  const records = numbers.map((number) => recordOf(source, number));
  const text = array
    ? JSON.stringify(records)
    : records.map((record) => `${JSON.stringify(record)}\n`).join("");
  return {
    bytes: gzip ? new Uint8Array(gzipSync(text)) : new TextEncoder().encode(text),
    headers: {
      "content-type": array ? "application/json" : "application/x-ndjson",
      ...(gzip ? { "content-encoding": "gzip" } : {}),
      ...(idempotency_key === null ? {} : { "idempotency-key": idempotency_key }),
    },
  };
}
