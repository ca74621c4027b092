import type { Random } from "@/lib/testing/random";
import type { JsonValue } from "../json";

export { type Random, seeded } from "@/lib/testing/random";

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

export const oneOf = <T>(random: Random, items: readonly [T, ...T[]]): T =>
  items[below(random, items.length)] ?? items[0];

export type Names = readonly [string, ...string[]];

/** Names that are special to JavaScript's own objects, to pointers or to nobody. */
const NAMES: Names = [
  ..."__proto__ constructor toString hasOwnProperty valueOf prototype length then toJSON".split(" "),
  ..."a/b a~b ~1 0 -1 model Model candidates decision_id cost_usd status".split(" "),
  "",
  "näme",
  "\u202e",
  "x".repeat(300),
] as unknown as Names;

const NUMBERS: readonly [number, ...number[]] = [
  0,
  -0,
  1,
  -1,
  0.1,
  1.5,
  -1e-9,
  200,
  499,
  500,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e308,
  -1e308,
  5e-324,
  1767225600,
  1767225600123,
  1767225600123456,
];

const TEXTS: Names = [
  "",
  " ",
  "0",
  "-1",
  "0x10",
  "1e999",
  "-1e999",
  "NaN",
  "Infinity",
  "null",
  "true",
  "undefined",
  "9".repeat(400),
  "1767225600",
  "1767225600123456789",
  "2026-02-30T00:00:00Z",
  "2026-01-01T24:61:61Z",
  "0000-00-00 00:00:00",
  "1969-12-31T23:59:59Z",
  "9999-12-31T23:59:59.999999999Z",
  "+275760-09-13T00:00:00Z",
  "2026-01-01 00:00:00 +99:99",
  "__proto__",
  "constructor",
  "toString",
  "auto",
  "HIT",
  "FALLBACK",
  "LOADBALANCE",
  "GENERATION",
  "dynamic/x",
  "a,b,c",
  "/router/x/y",
  "arn:aws:bedrock:us-east-1:1:default-prompt-router/x:1",
  "{",
  "[[[[",
  '{"a":1,"a":2}',
  '{"__proto__":{"model":"x"}}',
  '{"model":{"model":["x"]}}',
  "[]",
  "{}",
  '"text"',
  "\u0000",
  "\ud83d\ude00 zażółć \u202e\u200d",
  "line\nline",
  "x".repeat(5000),
  ",".repeat(500),
];

function nested(random: Random): JsonValue {
  let value: JsonValue = oneOf(random, TEXTS);
  for (let depth = below(random, 55); depth > 0; depth -= 1)
    value = random() < 0.5 ? [value] : { [oneOf(random, NAMES)]: value };
  return value;
}

/** Any JSON value, the odd ones more often than in life. */
export function anyValue(random: Random, depth = 0): JsonValue {
  const kind = below(random, depth > 2 ? 6 : 9);
  if (kind === 0) return oneOf(random, [null, true, false]);
  if (kind < 3) return oneOf(random, NUMBERS);
  if (kind < 6) return oneOf(random, TEXTS);
  if (kind === 6) return Array.from({ length: below(random, 4) }, () => anyValue(random, depth + 1));
  if (kind === 7) return nested(random);
  const members: { [key: string]: JsonValue } = Object.create(null);
  for (let count = below(random, 4); count > 0; count -= 1)
    members[oneOf(random, NAMES)] = anyValue(random, depth + 1);
  return members;
}

type Holder = { read: () => JsonValue; write: (value: JsonValue) => void; drop: () => void };

/** Every place inside a value that can be changed. */
function places(value: JsonValue): Holder[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => [
      {
        read: () => item,
        write: (other: JsonValue) => {
          value[index] = other;
        },
        drop: () => void value.splice(index, 1),
      },
      ...places(item),
    ]);
  return Object.entries(value).flatMap(([name, item]) => [
    {
      read: () => item,
      write: (other: JsonValue) => {
        value[name] = other;
      },
      drop: () => void delete value[name],
    },
    ...places(item),
  ]);
}

/** The same said in another type. Nothing moves to another member, so that what is secret stays where it was. */
function retyped(value: JsonValue, random: Random): JsonValue {
  const shape = below(random, 4);
  if (shape === 0) return [value];
  if (shape === 1) return { value };
  if (shape === 2) return JSON.stringify(value);
  if (typeof value === "number") return random() < 0.5 ? -value : String(value);
  return typeof value === "string" ? Number(value) || 0 : JSON.stringify(JSON.stringify(value));
}

function change(root: JsonValue, random: Random, names: Names): void {
  const all = places(root);
  const place = all[below(random, all.length)];
  if (!place) return;
  const step = below(random, 10);
  if (step < 2) place.drop();
  else if (step < 6) place.write(anyValue(random));
  else if (step < 8) place.write(retyped(place.read(), random));
  else {
    const value = place.read();
    const into = typeof value === "object" && value !== null && !Array.isArray(value) ? value : root;
    if (typeof into === "object" && into !== null && !Array.isArray(into))
      Object.defineProperty(into, oneOf(random, random() < 0.5 ? NAMES : names), {
        value: anyValue(random),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
}

/** A copy with one to four places changed; members are added by strange names and by these. */
export function mutated(value: JsonValue, random: Random, names: Names = NAMES): JsonValue {
  const copy: JsonValue = structuredClone(value);
  for (let times = 1 + below(random, 4); times > 0; times -= 1) change(copy, random, names);
  return random() < 0.02 ? retyped(copy, random) : copy;
}

/** Names of members at any depth. */
export function namesIn(value: JsonValue): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)]);
}

const BYTES: Names = ['"', "\\", "{", "}", "[", "]", ":", ",", "\u0000", "\ud800", "e9", "-", ".", "\n", "é"];

/** A text with up to four characters overwritten, inserted or taken out, or cut short. */
export function damaged(text: string, random: Random): string {
  let result = text;
  for (let times = 1 + below(random, 4); times > 0; times -= 1) {
    const at = below(random, result.length + 1);
    const [before, after] = [result.slice(0, at), result.slice(at)];
    const step = below(random, 8);
    if (step < 3) result = before + oneOf(random, BYTES) + after.slice(1);
    else if (step < 5) result = before + oneOf(random, BYTES) + after;
    else if (step < 7) result = before + after.slice(1);
    else result = random() < 0.2 ? before : result;
  }
  return result;
}

/** Bytes with up to four of them changed, added or taken out, or cut short. */
export function damagedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const result = [...bytes];
  for (let times = 1 + below(random, 4); times > 0; times -= 1) {
    const at = below(random, result.length + 1);
    const step = below(random, 8);
    if (step < 4) result[at] = below(random, 256);
    else if (step < 5) result.splice(at, 0, below(random, 256));
    else if (step < 7) result.splice(at, 1);
    else if (random() < 0.2) result.length = at;
  }
  return Uint8Array.from(result);
}
