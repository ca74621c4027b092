import type { Param, Params } from "./querier";

const PLACEHOLDER = /\{(\w+)\s*:\s*[^{}]+\}/g;
const NAME = /^[A-Za-z_]\w{0,63}$/;

const ESCAPES: Record<string, string> = {
  "\\": "\\\\",
  "\0": "\\0",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const escapeText = (text: string): string =>
  text.replace(/[\\\0\b\f\n\r\t]/g, (char) => ESCAPES[char] ?? char);

/** A string literal: only backslash and quote can end or change one. */
export const quoteLiteral = (text: string): string => `'${escapeText(text).replaceAll("'", "\\'")}'`;

const numberText = (value: number): string =>
  Number.isNaN(value) ? "nan" : value === Infinity ? "inf" : value === -Infinity ? "-inf" : String(value);

/** A value as the engine reads it inside an array. */
function elementText(value: Param): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return quoteLiteral(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "object") return `[${value.map(elementText).join(",")}]`;
  return String(value);
}

/** A value as the engine reads it for a whole parameter: text with TSV escapes, `\N` for NULL. */
export function paramText(value: Param): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "object") return elementText(value);
  return String(value);
}

/** Throws unless the binds of the text and the values given have the same names. */
export function checkParams(sql: string, params: Params): void {
  const wanted = new Set([...sql.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ""));
  const given = Object.keys(params);
  for (const name of given) {
    if (!NAME.test(name)) throw new Error(`The bind ${JSON.stringify(name)} is not a plain name.`);
    if (!wanted.has(name)) throw new Error(`The SQL has no bind {${name}:…}.`);
  }
  for (const name of wanted) if (!given.includes(name)) throw new Error(`The bind {${name}:…} has no value.`);
}

/** `SET param_…` statements that bind in the session's own context; the engine parses each value by its type. */
export const bindStatements = (params: Params): string =>
  Object.entries(params)
    .map(([name, value]) => `SET param_${name} = ${quoteLiteral(paramText(value))}; `)
    .join("");
