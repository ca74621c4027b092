/** Pairs of router and task that are told apart. */
export const MOST_STRATA = 100;

/** A router's task as a check fixes it; task null: the log names none. */
export type FixedStratum = { router: string; task: string | null };
