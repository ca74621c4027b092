import { remember } from "../remember";
import { Field } from "./field";

const DIGITS = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const MAX_LABEL = 200;
/** Line breaks and other control characters: what holds them is prose, not a label. */
const CONTROL = /\p{Cc}/u;

/** The first that holds something: empty text, as column stores write it, holds nothing. None: absent, at the first. */
export const firstFilled = (...fields: readonly [Field, ...Field[]]): Field =>
  fields.find((field) => field.stated && field.value !== "") ?? fields[0].with(undefined);

/** The member of two names that holds something, as `firstFilled`. */
export function eitherOf(record: Field, name: string, other: string): Field {
  const field = record.at(name);
  if (field.stated && field.value !== "") return field;
  return record.has(other) ? firstFilled(field, record.at(other)) : field.with(undefined);
}

/** A number that the vendor writes as text; anything else as it is, for the validation to name. */
export function numeric(field: Field): Field {
  const text = field.text?.trim();
  return text !== undefined && DIGITS.test(text) ? field.with(Number(text)) : field;
}

/** What an HTTP status says of the outcome; nothing where it is neither an answer nor an error. */
export function httpOutcome(field: Field): Field {
  const code = numeric(field);
  if (code.number === undefined) return field;
  if (code.number >= 200 && code.number < 300) return field.with("success");
  // 499 is the convention of proxies for a connection that the client closed.
  if (code.number === 499) return field.with("cancelled");
  return field.with(code.number >= 400 && code.number < 600 ? "failure" : undefined);
}

/** What a flag of success (also 1, 0 or text) says of the outcome. */
export function flagOutcome(field: Field): Field {
  const flag = truth(field);
  if (flag === null) return field;
  return field.with(flag ? "success" : "failure");
}

const TRUTHS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ["1", true],
  ["true", true],
  [false, false],
  [0, false],
  ["0", false],
  ["false", false],
]);

/** A flag, also as 1, 0 or text; null where it is none. */
export const truth = (field: Field): boolean | null =>
  TRUTHS.get(field.text?.toLowerCase() ?? field.value) ?? null;

export type Labels = (...names: readonly string[]) => Field;

/** `userId`, `User-Id` and `_user_id` are one name. */
const plain = remember((name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, ""),
);

/** Short text or a whole number; the rest of what callers attach is none of our business. */
function asLabel(field: Field): Field {
  if (Number.isSafeInteger(field.value)) return field.with(String(field.value));
  const text = field.text?.trim() ?? "";
  return field.with(text !== "" && text.length <= MAX_LABEL && !CONTROL.test(text) ? text : undefined);
}

/**
 * What callers attach to a request by names of their own, such as metadata or properties: the first of these names
 * that holds a label. Only asked-for names are read, so that no prompt among them gets in.
 */
export function labels(entries: Iterable<readonly [name: string, value: Field]>): Labels {
  const known = new Map<string, Field>();
  for (const [name, value] of entries) {
    const found = asLabel(value);
    if (!found.stated) continue;
    const spelled = plain(name);
    if (!known.has(spelled)) known.set(spelled, found);
  }
  return (...names) => {
    for (const name of names) {
      const found = known.get(name);
      if (found) return found;
    }
    return new Field(undefined);
  };
}

/** An object's members by name. */
export const membersOf = (field: Field): (readonly [string, Field])[] =>
  field.names.map((name) => [name, field.at(name)]);

/** Names under which callers say whose request it is; the wider one first. */
export const TENANT_NAMES = [
  "tenant",
  "tenant_id",
  "customer",
  "customer_id",
  "organization",
  "user_id",
  "user",
];
export const SESSION_NAMES = ["session_id", "session", "conversation_id"];
export const TASK_NAMES = ["task", "task_type"];
