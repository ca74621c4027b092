type Reported = { amount: string | null; bound: string };
type Participation = Reported & { investor: string; state: string | null };

/** Whether two sources give one participation different amounts or bounds: all stand, with a mark. */
export const reportsDiffer = ({ reported }: { reported: readonly Reported[] }): boolean =>
  new Set(reported.map(({ amount, bound }) => `${bound} ${amount}`)).size > 1;

/** One cell of an export: "acme about 8000000000 committed". */
export const participationWords = ({ investor, amount, bound, state }: Participation): string =>
  [
    investor,
    amount === null || bound === "unknown" ? null : bound.replace("_", " "),
    amount ?? "unknown",
    state,
  ]
    .filter((word) => word !== null)
    .join(" ");
