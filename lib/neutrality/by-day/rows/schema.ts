import type { Floats, Integers, Lists, Wide, Words } from "@/lib/clickhouse/server";

/** Decisions as the engine holds them, column by column. `kind`: see `KIND`. Tenants and sessions as in a prepared table. */
export type Columns = {
  kind: Integers;
  router: Words;
  policy_version: Words;
  task: Words;
  region: Words;
  source: Integers;
  tenant: Words;
  session: Wide;
  hash: Wide;
  chosen: Words;
  models: Lists<Words>;
  eligible: Integers;
  quality: Floats;
  cost: Floats;
  latency: Floats;
  /** Null where no policy supplies candidates: it takes an eighth of what is read. */
  priced: Priced | null;
};

/** When (milliseconds since 1970) and how long a decision was; tokens are NaN where they are not known. */
export type Priced = { at_ms: Floats; input_tokens: Floats; output_tokens: Floats };

/** What a decision is to a baseline that compares candidates. */
export const KIND = { not_router: 0, blind_arm: 1, tested: 2 } as const;

/** Some decisions of a day: their columns, and which of the rows they are. */
export type Part = { columns: Columns; at: Uint32Array };

/** The decisions of one day, of everybody. */
export type DayRows = { day: string; parts: readonly Part[]; rows: number };

/** Which decisions are asked about; absent means any. */
export type RowScope = {
  router?: string | undefined;
  task?: string | undefined;
  region?: string | undefined;
};

const FILTERS = ["router", "task", "region"] as const;

const matching = ({ words }: Words, wanted: string): Uint8Array =>
  Uint8Array.from(words, (word) => (word === wanted ? 1 : 0));

/** The parts of a day that lie in a scope. */
export function partsWithin({ parts }: DayRows, scope: RowScope): Part[] {
  const asked = FILTERS.flatMap((name) => {
    const wanted = scope[name];
    return wanted === undefined ? [] : [{ name, wanted }];
  });
  if (asked.length === 0) return [...parts];
  return parts.flatMap(({ columns, at }) => {
    const tests = asked.map(({ name, wanted }) => ({
      places: columns[name].at,
      fits: matching(columns[name], wanted),
    }));
    const within = at.filter((row) => tests.every(({ places, fits }) => fits[places[row] ?? 0] === 1));
    return within.length > 0 ? [{ columns, at: within }] : [];
  });
}

const HALF = 2 ** 32;
const MODULUS = 1n << 64n;

/** Sum of the hashes of decisions, as the ledger of deliveries sums them. */
export function digestOf(parts: readonly Part[]): string {
  let low = 0;
  let high = 0;
  for (const { columns, at } of parts) {
    const { hash } = columns;
    for (const row of at) {
      low += hash.low(row);
      high += hash.high(row);
    }
  }
  return ((BigInt(high) * BigInt(HALF) + BigInt(low)) % MODULUS).toString();
}
