import type { Bound } from "../fields";

/** The bound of a sum: exact parts do not loosen it; where the others differ or are unknown, it is "about". */
export function boundOfSum(bounds: Iterable<string>): Bound {
  const loose = new Set([...bounds].filter((bound) => bound !== "equal"));
  if (loose.size === 0) return "equal";
  const [only] = loose;
  return loose.size === 1 && (only === "up_to" || only === "at_least") ? only : "about";
}
