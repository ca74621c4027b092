type Reported = { amount: string | null; bound: string };

/** Whether two sources give one participation different amounts or bounds: all stand, with a mark. */
export const reportsDiffer = ({ reported }: { reported: readonly Reported[] }): boolean =>
  new Set(reported.map(({ amount, bound }) => `${bound} ${amount}`)).size > 1;
