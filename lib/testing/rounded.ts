/** The same with every number to so many significant digits: sums that threads make differ in the last. */
export function rounded(value: unknown, digits = 9): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
  if (Array.isArray(value)) return value.map((member) => rounded(member, digits));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, rounded(member, digits)] as const),
  );
}
