import type { JudgedDifference } from "./judge-difference";

/** One of the figures that a verdict is of; `kind` where there are several. */
export type JudgedFigure = { kind?: string | undefined; judged: JudgedDifference };

type Said = Pick<JudgedDifference, "verdict" | "because">;

/** What says nothing either way: it holds up nothing that the others show. */
const MUTE = new Set(["too_few", "one_side_alone", "nothing_to_compare"]);

function gravity({ verdict, because }: Said): number {
  if (because.some((reason) => MUTE.has(reason))) return 0;
  return ["kept", "inconclusive", "watch", "breach"].indexOf(verdict) + 1;
}

/** The figures, worst first: what is not known of one stands before what is kept of another. */
export const worstFirst = <T extends JudgedFigure>(figures: readonly T[]): T[] =>
  figures.toSorted((a, b) => gravity(b.judged) - gravity(a.judged));

/** The verdict of the worst of some figures, and the reasons of all. */
export function saidOfAll(sorted: readonly JudgedFigure[]): Said {
  const because = sorted.flatMap(({ kind, judged }) =>
    judged.because.map((reason) => (kind === undefined ? reason : `${reason}: ${kind}`)),
  );
  return { verdict: sorted[0]?.judged.verdict ?? "no_data", because };
}
