import { capitalise, formatNumber, numberWord } from "@/lib/kernel/format";
import type { NeutralityEvidence, StrataTable, StratumRow } from "./schema";
import { evidenceFigure, sideOf } from "./words";

const WIDEST = Math.log(4);
const NARROWEST = Math.log(1.25);

function findingOf(rows: readonly StratumRow[], breach: boolean): string {
  const named = rows.filter((row) => row.named).length;
  const n = numberWord(rows.length);
  if (rows.length === 0) return "There is no stratum to show.";
  if (rows.length === 1) return "There is one stratum only.";
  if (named === 0) return `None of ${n} strata stands out by itself.`;
  if (named === rows.length) return `Each of ${n} strata stands out by itself.`;
  if (named === 1) return `One of ${n} strata ${breach ? "carries it" : "stands out"}.`;
  return `${capitalise(numberWord(named))} of ${n} strata stand out.`;
}

/** Pictures of intervals share one scale, symmetric around 1.00; what runs out of it is cut. */
function scaleOf(rows: readonly Pick<StratumRow, "lower" | "upper" | "log_odds">[]): number {
  const ends = rows.flatMap(({ lower, upper, log_odds }) => [lower, upper, log_odds]);
  const known = ends.filter((value) => value !== null).map(Math.abs);
  return Math.min(WIDEST, Math.max(NARROWEST, ...known));
}

/** Each router and task by itself, strongest evidence first, all together beneath. */
export function composeStrataTable({ answer }: NeutralityEvidence): StrataTable {
  const { neutrality, strata_bounds } = answer;
  const { strata, usable, observed, expected, tilt, log_e_value, materiality } = neutrality;
  const rows: StratumRow[] = strata
    .map((row, place) => ({
      ...row,
      key: `${row.router ?? "other"} / ${row.task ?? ""}`,
      lower: strata_bounds[place]?.lower ?? null,
      upper: strata_bounds[place]?.upper ?? null,
    }))
    .toSorted((a, b) => b.e_value - a.e_value);
  const all = {
    decisions: usable,
    observed: observed.share ?? 0,
    expected: expected.share ?? 0,
    log_odds: tilt.log_odds,
    lower: tilt.lower,
    upper: tilt.upper,
    e_value: Math.exp(Math.min(log_e_value ?? 0, 690)),
  };
  const half = scaleOf([...rows, all]);
  const breach = neutrality.verdict === "breach";
  const side = sideOf(neutrality);
  return {
    finding: {
      title: findingOf(rows, breach),
      text: [
        `A stratum is a router and a task. Named is what remains after correcting for looking at ${numberWord(rows.length)}. In the picture the line is 1.00 and the grey lane ends at ${formatNumber(side === 1 ? materiality : 1 / materiality, 2)}, the materiality.`,
        "The whole range counts, so a tilt that began late appears diluted. Points are differences of shares before rounding.",
        ...(new Set(strata.map(({ router }) => router)).size > 1
          ? [
              "Its evidence is discounted by the dependence φ of all decisions shown; that of one router alone by its own.",
            ]
          : []),
      ],
    },
    rows,
    all,
    scale: { from: -half, to: half, materiality: side * Math.log(materiality), against: side === -1 },
    breach,
  };
}

/** Evidence of a row in figures: "0.17", "10^155". */
export const rowEvidence = (e_value: number): string => evidenceFigure(Math.log(e_value));
