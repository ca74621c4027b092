import { parseInstant } from "@/lib/kernel/time";
import type { TrafficDimensions } from "../share/board-schema";
import { wholeRange } from "../share/view";
import { DecisionsQuery } from "./schema";

type Search = Record<string, string | string[] | undefined>;

const FILTERS = [
  "router",
  "task",
  "region",
  "policy_version",
  "owner",
  "decided_by",
  "arm",
  "cursor",
] as const;

const PAGE = 50;

/** What the page's address asks for; `q` is the chosen model. What cannot be read is left out. */
export function readDecisionsView(search: Search, dimensions: TrafficDimensions): DecisionsQuery {
  const one = (name: string): string | undefined => {
    const value = search[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const [from, to] = [parseInstant(one("from") ?? ""), parseInstant(one("to") ?? "")];
  const range =
    from !== null && to !== null && from < to ? { from: one("from"), to: one("to") } : wholeRange(dimensions);
  const given = FILTERS.flatMap((name) => {
    const value = one(name);
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  const model = one("q") === "" ? undefined : (one("q") ?? one("model"));
  const query = { ...range, limit: PAGE, ...(model === undefined ? {} : { model }) };
  const whole = DecisionsQuery.safeParse({ ...query, ...Object.fromEntries(given) });
  return whole.data ?? DecisionsQuery.parse({ ...wholeRange(dimensions), limit: PAGE });
}

/** Address of one decision. */
export const decisionHref = ({ id }: { id: string }): string =>
  `/routing/decisions/${encodeURIComponent(id)}`;
