import { z } from "zod";
import { parseInstant, toClickHouseTime } from "@/lib/kernel/time";

/** A date or a time that exists, kept as it was given. */
export const Instant = z
  .string({
    error: ({ input }) =>
      input === undefined ? "Required: a date or a time, as 2026-05-01 or 2026-05-01T00:00:00Z." : undefined,
  })
  .refine((text) => parseInstant(text) !== null, "A date or a time: 2026-05-01 or 2026-05-01T00:00:00Z.")
  .describe("A date or an RFC 3339 time in UTC.");

const DAY_MS = 86_400_000;

export const DECIDED_BY = ["router", "pinned", "fallback", "sticky", "cache", "internal"] as const;
export const Arm = z.enum(["production", "owner_blind"]);

/** Filters that every question about decisions takes. Absent means any. */
export const DecisionFilters = {
  router: z.string().max(256).optional(),
  task: z.string().max(256).optional(),
  region: z.string().max(256).optional(),
  policy_version: z.string().max(256).optional(),
};

export const ordered = (range: { from: string; to: string }): boolean =>
  (parseInstant(range.from) ?? 0) < (parseInstant(range.to) ?? 0);

export const ORDERED = { message: "`to` must be later than `from`: ranges are half-open.", path: ["to"] };

export type Filters = { from: string; to: string } & {
  [name in keyof typeof DecisionFilters]?: string | undefined;
};

// The engine's dates wrap round outside of these; decisions lie well inside.
const FIRST_MS = 0;
const LAST_MS = Date.UTC(2149, 0, 1);
const within = (text: string): number => Math.min(LAST_MS, Math.max(FIRST_MS, parseInstant(text) ?? 0));

// Days alone, which the table is sorted by, wherever an end falls on midnight: its instants need no look then.
const isMidnight = (text: string): boolean => within(text) % DAY_MS === 0;
const FROM = "{from:DateTime64(6, 'UTC')}";
const TO = "{to:DateTime64(6, 'UTC')}";

const since = (from: string): string[] => [
  `toDate(occurred_at) >= toDate(${FROM})`,
  ...(isMidnight(from) ? [] : [`occurred_at >= ${FROM}`]),
];

const until = (to: string): string[] =>
  isMidnight(to)
    ? [`toDate(occurred_at) < toDate(${TO})`]
    : [`toDate(occurred_at) <= toDate(${TO})`, `occurred_at < ${TO}`];

/** WHERE conditions and their binds, for the table decisions. Column names come from this list alone. */
export function whereDecisions(filters: Filters): { sql: string; params: Record<string, string> } {
  const names = ["router", "task", "region", "policy_version"] as const;
  const given = names.flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [{ name, value }];
  });
  return {
    sql: [
      ...since(filters.from),
      ...until(filters.to),
      ...given.map(({ name }) => `${name} = {${name}:String}`),
    ].join(" AND "),
    params: {
      from: toClickHouseTime(within(filters.from)),
      to: toClickHouseTime(within(filters.to)),
      ...Object.fromEntries(given.map(({ name, value }) => [name, value])),
    },
  };
}
