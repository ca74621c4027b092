/** A list price in USD per million tokens from an instant on; null is a side that is not stated. */
export type DatedPrice = { from_ms: number; input: number | null; output: number | null };

/** Expected quality in [0, 1] from an instant on; task null: every task without an estimate of its own. */
export type QualityEstimate = { task: string | null; from_ms: number; quality: number };

/** What the register says a model costs and is worth, each list in order of time; a price without date is first. */
export type Offer = { prices: readonly DatedPrice[]; quality_estimates: readonly QualityEstimate[] };

/** List prices in force at an instant: of each side the latest that is stated; null before any. */
export function priceAt({ prices }: Offer, at_ms: number): { input: number | null; output: number | null } {
  const latest = (side: "input" | "output"): number | null =>
    prices.findLast((price) => price.from_ms <= at_ms && price[side] !== null)?.[side] ?? null;
  return { input: latest("input"), output: latest("output") };
}

/** The latest estimate for the task that stands at an instant, else the latest for every task; null without one. */
export function qualityAt({ quality_estimates }: Offer, task: string | null, at_ms: number): number | null {
  const latest = (wanted: string | null): number | null =>
    quality_estimates.findLast((one) => one.from_ms <= at_ms && one.task === wanted)?.quality ?? null;
  return (task === null ? null : latest(task)) ?? latest(null);
}

/** Instants at which a price or an estimate begins. */
export const changesOf = ({ prices, quality_estimates }: Offer): number[] =>
  [...prices, ...quality_estimates].map(({ from_ms }) => from_ms).filter(Number.isFinite);
