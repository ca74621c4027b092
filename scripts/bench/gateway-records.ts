import { strict as assert } from "node:assert";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Field, readGateway } from "../../lib/routing/formats/gateway";
import { GATEWAYS } from "../../lib/routing/formats/gateways";
import type { JsonValue } from "../../lib/routing/formats/json";
import type { GatewayName } from "../../lib/routing/formats/names";
import { RECORDS } from "../../lib/routing/formats/testing/records";
import { SECRET } from "../../lib/routing/formats/testing/secret";

// Records of a gateway of which no two are alike: identifiers, times, models, figures and what was written differ, as
// they do in a log, so that neither compression nor a cache flatters anybody.

/** Letters of what people and models write, a record: what a short question and its answer have. */
const PROSE = 700;
const WORDS = 4096;
const FIGURE =
  /token|usage|input$|output$|total$|cost|spend|latency|duration|delay|score|quality|response_time|units$/i;
const PERSON = /user|session|tenant|trace/i;
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}/;
const [EARLIEST_S, LATEST_S] = [1.5e9, 2e9];

/** The same numbers every time: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(7);
const LETTERS = "etaoinshrdlucmfwypvbgk";
/** Letters and words as often as in a language: few come again and again. */
const some = (most: number) => Math.floor(most * next() ** 3);
const VOCABULARY = Array.from({ length: WORDS }, () =>
  Array.from({ length: 2 + some(10) }, () => LETTERS[some(LETTERS.length)] ?? "e").join(""),
);

function write(): string {
  let text = "";
  while (text.length < PROSE) text += `${VOCABULARY[some(WORDS)]} `;
  return text.trimEnd();
}

// What is written comes again after more than compression looks back.
const WRITTEN = Array.from({ length: 1000 }, write);
const prose = () => WRITTEN[Math.floor(next() * WRITTEN.length)] ?? "";

type Member = { name: string; value: JsonValue };
const NO_ID = "\0";

/** A member of the template as record `n` has it. */
function vary({ name, value }: Member, n: number, id: string): JsonValue {
  if (Array.isArray(value)) return value.map((item) => vary({ name, value: item }, n, id));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, vary({ name: key, value: member }, n, id)]),
    );
  if (typeof value === "number") return varyNumber(name, value, n);
  return typeof value === "string" ? varyText(name, value, n, id) : value;
}

function varyNumber(name: string, value: number, n: number): number {
  if (value > EARLIEST_S && value < LATEST_S) return value + n;
  if (!FIGURE.test(name)) return value;
  return Number.isInteger(value) ? value + Math.floor(next() * 4000) : Number((value * next()).toFixed(6));
}

function varyText(name: string, value: string, n: number, id: string): string {
  if (value === id) return `${value}-${n}`;
  if (TIME.test(value)) {
    const at = new Date(Date.parse(`${value.slice(0, 10)}T00:00:00Z`) + (n % 86_000) * 1000);
    const after = Number(value.slice(17, 19)) % 2;
    return (
      value.slice(0, 11) + new Date(at.getTime() + after * 1000).toISOString().slice(11, 19) + value.slice(19)
    );
  }
  if (value.includes(SECRET)) return value.replaceAll(SECRET, prose());
  if (PERSON.test(name) && /^[\w-]{1,8}$/.test(value)) return `${value}-${n % 500}`;
  return value.replaceAll(/\bm-(\d)\b/g, (_, digit) => `m-${(Number(digit) + n) % 6}`);
}

type Template = { record: { [name: string]: JsonValue }; id: string };

/** One record of the format, out of its list if it comes in one. */
function templateOf(name: GatewayName): Template {
  const body = new Field(RECORDS[name]?.[0]);
  const record = GATEWAYS[name].envelope?.(body)?.[0] ?? body;
  assert(typeof record.value === "object" && record.value !== null && !Array.isArray(record.value));
  const read = readGateway(GATEWAYS[name], new Field(record.value), {
    now_ms: Date.now(),
    isAlias: () => false,
  });
  assert(read.kind === "decision", `The record of ${name} is none.`);
  return { record: record.value, id: read.decision.record.decision_id };
}

/** A value as the `n`th of a log has it; one that holds no identifier of its own. */
export const varied = (value: JsonValue, n: number): JsonValue => vary({ name: "", value }, n, NO_ID);

/** Writes records of a gateway as gzipped NDJSON; how many bytes they are unpacked. */
export async function writeGatewayRecords(name: GatewayName, path: string, rows: number): Promise<number> {
  const { record, id } = templateOf(name);
  const gzip = createGzip({ level: 1 });
  const file = gzip.pipe(createWriteStream(path));
  let bytes = 0;
  for (let n = 0; n < rows; n += 1) {
    const line = `${JSON.stringify(vary({ name: "", value: record }, n, id))}\n`;
    bytes += line.length;
    if (!gzip.write(line)) await once(gzip, "drain");
  }
  gzip.end();
  await finished(file);
  return bytes;
}

const quoted = (name: string) => `\`${name}\``;

/** The type of what is looked at of a value; null for what people wrote, and where nothing is. */
function typeOf(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return "Nullable(Bool)";
  if (typeof value === "number") return "Nullable(Float64)";
  // Text that holds JSON is looked into.
  if (typeof value === "string")
    return value.includes(SECRET) && !value.startsWith("{") ? null : "Nullable(String)";
  if (Array.isArray(value)) {
    const item = typeOf(value[0]);
    return item && `Array(${item})`;
  }
  const members = membersOf(value);
  return members.length === 0
    ? null
    : `Tuple(${members.map(({ name, type }) => `${name} ${type}`).join(", ")})`;
}

const membersOf = (value: { [name: string]: JsonValue }) =>
  Object.entries(value).flatMap(([name, member]) => {
    const type = typeOf(member);
    return type === null ? [] : [{ name: quoted(name), type }];
  });

/** Everything of a format's record but what people and models wrote, as columns: what a mapping has to look at. */
export const columnsOf = (name: GatewayName): string =>
  membersOf(templateOf(name).record)
    .map(({ name, type }) => `${name} ${type}`)
    .join(", ");
