import { z } from "zod";
import { addDays, formatDay, parseInstant, startOfDay } from "@/lib/kernel/time";
import type { TrafficDimensions } from "./board-schema";
import { Interval, Measure, ShareBy, ShareQuery } from "./schema";

export const ShareLook = z.enum(["stacked", "lines", "table"]);
export type ShareLook = z.infer<typeof ShareLook>;

/** The share page's address, read: what is asked and how it is shown. */
export type ShareView = { query: ShareQuery; look: ShareLook };

type Search = Record<string, string | string[] | undefined>;
const FILTERS = ["router", "task", "region", "policy_version"] as const;
const DAYS_BY_DAY = 62;
const DAYS_BY_WEEK = 500;

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

const chosen = <T>(schema: z.ZodType<T>, value: string | string[] | undefined, otherwise: T): T =>
  schema.safeParse(one(value)).data ?? otherwise;

/** The whole range of the traffic, in days; the last day belongs to it. */
export function wholeRange({ first_ms, last_ms }: Pick<TrafficDimensions, "first_ms" | "last_ms">) {
  return { from: formatDay(first_ms), to: formatDay(addDays(startOfDay(last_ms), 1)) };
}

const isRange = (from: string | undefined, to: string | undefined): boolean => {
  const [start, end] = [parseInstant(from ?? ""), parseInstant(to ?? "")];
  return start !== null && end !== null && start < end;
};

/** Days, weeks or months: whatever gives a chart of a few dozen buckets. */
export function naturalInterval(from: string, to: string): Interval {
  const days = ((parseInstant(to) ?? 0) - (parseInstant(from) ?? 0)) / 86_400_000;
  return days <= DAYS_BY_DAY ? "day" : days <= DAYS_BY_WEEK ? "week" : "month";
}

/** What the address asks for; what it leaves out or misspells takes the natural value. */
export function readShareView(search: Search, dimensions: TrafficDimensions): ShareView {
  const given = { from: one(search.from), to: one(search.to) };
  const range = isRange(given.from, given.to)
    ? { from: given.from ?? "", to: given.to ?? "" }
    : wholeRange(dimensions);
  const by = chosen(ShareBy, search.by, "owner");
  const interval = chosen(Interval, search.interval, naturalInterval(range.from, range.to));
  const filters = FILTERS.flatMap((name) => {
    const value = one(search[name]);
    return value === undefined || value.length > 256 ? [] : [[name, value]];
  });
  const query = ShareQuery.parse({
    ...range,
    by,
    interval,
    measure: chosen(Measure, search.measure, "decisions"),
    arm: chosen(z.enum(["production", "owner_blind"]), search.arm, "production"),
    ...Object.fromEntries(filters),
  });
  return { query, look: chosen(ShareLook, search.look, naturalLook(by)) };
}

/** Owners and models stack to all of it; of tasks or routers one wants our own share in each. */
export const naturalLook = (by: ShareBy): ShareLook =>
  by === "owner" || by === "model" ? "stacked" : "lines";

export type ShareChange = Partial<Record<keyof ShareQuery | "look", string | null>>;

/** Address of a view with a change; null takes a filter off. Everything is said, so that the link stays what it is. */
export function shareSearch({ query, look }: ShareView, change: ShareChange = {}): string {
  const by = ShareBy.safeParse(change.by).data;
  const now: Record<string, string | null | undefined> = {
    ...query,
    look: by && by !== query.by ? naturalLook(by) : look,
    ...change,
  };
  const names = [
    "measure",
    "from",
    "to",
    "by",
    "interval",
    "router",
    "task",
    "region",
    "policy_version",
    "arm",
    "look",
  ];
  const pairs = names.flatMap((name) => {
    const value = now[name];
    const silent = value === null || value === undefined || (name === "arm" && value === "production");
    return silent ? [] : [[name, value]];
  });
  return `?${new URLSearchParams(pairs as [string, string][])}`;
}

/** The same question for the machine interface. */
export function shareApiSearch(query: ShareQuery): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams(pairs as [string, string][])}`;
}
