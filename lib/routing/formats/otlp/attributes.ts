import { Field, textIn } from "../gateway";
import type { JsonValue } from "../json";

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const MAX_DEPTH = 64;

/** A member by its name in OTLP/JSON or in the protocol's own spelling; the first is its place where neither stands. */
export const member = (field: Field, camel: string, snake: string): Field =>
  field.at(field.has(snake) ? snake : camel);

type Arm = "stringValue" | "boolValue" | "intValue" | "doubleValue" | "arrayValue" | "kvlistValue";
const ARMS: readonly (readonly [Arm, string])[] = [
  ["stringValue", "string_value"],
  ["boolValue", "bool_value"],
  ["intValue", "int_value"],
  ["doubleValue", "double_value"],
  ["arrayValue", "array_value"],
  ["kvlistValue", "kvlist_value"],
];

/** 64-bit integers come as text (also doubles may): a number. What is none, such as "NaN", stays for the validation. */
const asNumber = (field: Field): Field => {
  const text = field.text;
  return text !== undefined && NUMBER.test(text) ? field.with(Number(text)) : field;
};

/** An AnyValue as the plain value it stands for; absent for bytes, and where it holds nothing. */
export function anyValue(field: Field): Field {
  for (const [camel, snake] of ARMS) {
    const held = member(field, camel, snake);
    if (!held.stated) continue;
    if (camel === "intValue" || camel === "doubleValue") return asNumber(held);
    if (camel === "stringValue" || camel === "boolValue") return held;
    // Steps inside a list are not those of what was sent: its pointers end at the attribute.
    return new Field(plain(field, 0).value, field.pointer, true);
  }
  return field.with(undefined);
}

function plain(field: Field, depth: number): Field {
  if (depth > MAX_DEPTH) return field.with(undefined);
  const list = member(field, "arrayValue", "array_value");
  if (list.stated) return list.with(list.at("values").items.map((item) => nested(item, depth)));
  const entries = member(field, "kvlistValue", "kvlist_value");
  if (!entries.stated) return anyValue(field);
  const members: { [key: string]: JsonValue } = Object.create(null);
  for (const item of entries.at("values").items) {
    const key = item.at("key").text;
    if (key !== undefined) members[key] = nested(item.at("value"), depth);
  }
  return entries.with(members);
}

const nested = (item: Field, depth: number): JsonValue => plain(item, depth + 1).value ?? null;

export type Attributes = {
  names: Iterable<string>;
  /** The first of these attributes that holds more than empty text; absent, at the list, where none does. */
  get: (...names: readonly string[]) => Field;
};

/** A list of key and AnyValue by name. Values are read when they are asked for: what nobody asks for is never read. */
export function attributesOf(list: Field): Attributes {
  const places = new Map<string, number>();
  const values = new Map<string, Field>();
  const items = Array.isArray(list.value) ? list.value : [];
  for (let at = 0; at < items.length; at += 1) {
    const key = textIn(items[at], "key");
    if (key !== undefined && !places.has(key)) places.set(key, at);
  }
  const nothing = list.with(undefined);
  const valueAt = (name: string, place: number): Field => {
    const known = values.get(name);
    if (known) return known;
    const value = anyValue(list.at(place, "value"));
    values.set(name, value);
    return value;
  };
  return {
    names: places.keys(),
    get: (...names) => {
      for (const name of names) {
        const place = places.get(name);
        if (place === undefined) continue;
        const read = valueAt(name, place);
        if (read.stated && read.value !== "") return read;
      }
      return nothing;
    },
  };
}

/** One of these attributes, of a list of which no other is asked for. */
export const attributeIn = (list: Field, name: string): Field => {
  const items = Array.isArray(list.value) ? list.value : [];
  const place = items.findIndex((item) => textIn(item, "key") === name);
  const value = place < 0 ? undefined : anyValue(list.at(place, "value"));
  return value?.stated && value.value !== "" ? value : list.with(undefined);
};
