import { createHash } from "node:crypto";
import { canonicalJson, toCanonical } from "@/lib/audit";

/** SHA-256 of a value in one form, as 64 hexadecimal digits. */
export const hashOf = (value: unknown): string => hashOfText(canonicalText(value));

export const hashOfText = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * A value in one form: its canonical JSON. A day's tables are long lists of numbers, which the engine of the language
 * writes many times faster than a function of our own that goes through them.
 */
export function canonicalText(value: unknown): string {
  const ordered = inOrder(value);
  return ordered === ODD ? canonicalJson(toCanonical(value)) : (JSON.stringify(ordered) ?? "null");
}

const ODD = Symbol("odd");

/** The same with members in order; ODD where it holds what does not come out as canonical JSON by itself. */
function inOrder(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : ODD;
  if (typeof value === "bigint") return ODD;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    if (value.every(Number.isFinite)) return value;
    const items = value.map(inOrder);
    return items.includes(ODD) ? ODD : items;
  }
  return Object.getPrototypeOf(value) === Object.prototype ? membersInOrder(value) : ODD;
}

// An object gives members that are named like numbers first, whatever comes first by name.
const NUMBER = /^\d+$/;

function membersInOrder(value: object): unknown {
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    const member = inOrder(Reflect.get(value, name));
    if (member === ODD || NUMBER.test(name) || name === "__proto__" || name === "toJSON") return ODD;
    ordered[name] = member;
  }
  return ordered;
}
