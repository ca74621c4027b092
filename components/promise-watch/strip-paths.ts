import type { ResultVerdict } from "@/lib/commitments";
import type { StripCell } from "./strip-model";

/** Height of a strip in its own units; a day is UNIT wide. The drawing is stretched sideways, its strokes are not. */
export const STRIP_HEIGHT = 26;
export const UNIT = 6;

type Draw = (x: number, w: number) => string;

/** A shape for each of the days that a result stands for: one drawn out over a week would be another shape. */
const daily =
  (draw: Draw): Draw =>
  (x, w) =>
    Array.from({ length: Math.max(1, Math.round(w / UNIT)) }, (_, at) => draw(x + at * UNIT, UNIT)).join("");

// The marks of the verdicts, drawn one after the other: level bars, tilted bars, waves, a dash.
const DRAW: Record<ResultVerdict, Draw> = {
  kept: (x, w) => `M${x} 9.5h${w}M${x} 14.5h${w}`,
  watch: daily((x, w) => `M${x + 0.5} 12.5L${x + w - 0.5} 7.5M${x + 0.5} 17L${x + w - 0.5} 12`),
  breach: (x, w) => `M${x} 2h${w}v20h${-w}Z`,
  inconclusive: daily((x, w) => {
    const q = w / 4;
    const wave = (y: number) => `M${x} ${y}q${q} -3.5 ${2 * q} 0t${2 * q} 0`;
    return `${wave(10)}${wave(15)}`;
  }),
  no_data: daily((x, w) => `M${x + w * 0.2} 12h${w * 0.6}`),
  failed: daily((x, w) => `M${x + w * 0.12} 7l${w * 0.76} 10M${x + w * 0.88} 7l${-w * 0.76} 10`),
};

/** The unequal sign within a breach, in the colour of the paper. */
const unequal: Draw = (x, w) => {
  const middle = x + w / 2;
  return `M${x} 9.5h${w}M${x} 14.5h${w}M${middle + UNIT * 0.22} 5L${middle - UNIT * 0.22} 19`;
};

const place = ({ at, span }: StripCell): [number, number] => [at * UNIT, span * UNIT];

export type StripPath = { key: string; className: string; d: string };

/** One path for each verdict of a segment, and one each for breaches' signs and for days that were run again. */
export function stripPaths(cells: readonly StripCell[]): StripPath[] {
  const by = (verdict: ResultVerdict) => cells.filter(({ mark }) => mark.verdict === verdict);
  const paths = (Object.keys(DRAW) as ResultVerdict[]).map((verdict) => ({
    key: verdict,
    className: `s-${verdict.replace("_", "-")}`,
    d: by(verdict)
      .map((cell) => DRAW[verdict](...place(cell)))
      .join(""),
  }));
  const signs = by("breach")
    .map((cell) => unequal(...place(cell)))
    .join("");
  const again = cells
    .filter(({ mark }) => mark.runs > 1)
    .map(({ at, span }) => `M${(at + span) * UNIT - UNIT * 0.75} 25h${UNIT * 0.5}`)
    .join("");
  return [
    ...paths,
    { key: "signs", className: "s-sign", d: signs },
    { key: "again", className: "s-again", d: again },
  ].filter(({ d }) => d !== "");
}
