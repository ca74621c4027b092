import type { JsonValue } from "./json-value";

/** Levels of a text. */
export const MAX_DEPTH = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Where an object or array ends, and how many names its members have at all levels. */
export type Extent = { end: number; names: number };

/** The extent of an object or array that begins somewhere; null where it is nested too deep to be taken. */
export function extentOf(text: string, from: number, deepest: number): Extent | null {
  let names = 0;
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfText(text, at);
      if (isName(text, at + 1)) names += 1;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) return null;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth === 0) return { end: at + 1, names };
    }
  }
  return { end: text.length, names };
}

/** Where the text that begins at a quote ends: at the quote that closes it, else at the end of all. */
export function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

function isName(text: string, from: number): boolean {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code === 0x3a;
  }
  return false;
}

/** How many members a value has at all levels; NaN where a number is not finite. */
function countMembers(value: JsonValue): number {
  if (typeof value === "number") return Number.isFinite(value) ? 0 : Number.NaN;
  if (typeof value !== "object" || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) for (const item of value) members += countMembers(item);
  else
    for (const name in value) {
      const member = value[name];
      members += 1 + (member === undefined ? 0 : countMembers(member));
    }
  return members;
}

/**
 * What the platform's own parser makes of a text, where that is certain to be what the strict one makes of it: every
 * name of the text became a member (so none stands twice), numbers are finite, nesting is bounded, and nothing was
 * written by its code point. Undefined where it is not certain: the strict parser decides. `above`: how many levels
 * stand above the value; `extent`: its own, where it is known.
 */
export function quickJson(text: string, above = 0, known?: Extent): JsonValue | undefined {
  if (text.includes("\\u")) return undefined;
  const extent = known ?? extentOf(text, 0, MAX_DEPTH - above);
  if (extent === null) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    return countMembers(value) === extent.names ? value : undefined;
  } catch {
    return undefined;
  }
}
