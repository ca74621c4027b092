import { formatCount, formatNumber } from "@/lib/kernel/format";

type Done = { done: number; of: number } | null;

/** What is being computed while a part of the page is waited for, and how far it is; null: it has not begun. */
export const WAITING_WORDS = {
  specifications: (state: Done): string =>
    state === null
      ? "The verdict stands. Other ways to measure it are computed after each other, as soon as it is their turn."
      : `Other ways to measure the same question are computed: ${formatNumber(state.done)} of ${formatNumber(state.of)} are done.`,
  beside: (state: Done): string =>
    state === null
      ? "The verdict stands. What stands beside it is computed as soon as it is its turn."
      : `Other baselines, placebos, outcomes and harm are computed: ${formatNumber(state.done)} of ${formatCount(state.of, "step")} done.`,
  telling: (): string => "Decisions that show what the verdict is about are looked for.",
} as const;
