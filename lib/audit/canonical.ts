/** Values that canonical JSON can hold; undefined members are left out, as JSON.stringify does. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Canonical[]
  | { readonly [name: string]: Canonical };

/**
 * JSON with members sorted by UTF-16 code units and no white space (RFC 8785), so that equal values give equal
 * bytes. Throws on numbers that are not finite.
 */
export function canonicalJson(value: Canonical): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error("Canonical JSON holds finite numbers only.");
    return JSON.stringify(value);
  }
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** Dates, decimals and big integers as text, everything else as it is: what may stand in an audit entry. */
export function toCanonical(value: unknown): Canonical {
  if (value === null || value === undefined) return value;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toCanonical);
  if (typeof value === "object") {
    if ("toFixed" in value && typeof value.toFixed === "function") return String(value.toFixed());
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toCanonical(member)]));
  }
  throw new Error(`An audit entry cannot hold a ${typeof value}.`);
}
