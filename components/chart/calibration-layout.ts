import type { CalibrationDot, CalibrationModel, CalibrationPanel } from "@/lib/kernel/proof-chart";

/** A square of shares on the page: how a share becomes a place. */
export type Frame = {
  left: number;
  top: number;
  size: number;
  x: (v: number) => number;
  y: (v: number) => number;
};

const AXIS_PX = 36;
const FOOT_PX = 40;
const SIDE_PX = 196;
const GAP_PX = 56;
const SMALL_FOOT_PX = 26;

function frame(left: number, top: number, size: number, max: number): Frame {
  const scale = size / max;
  return { left, top, size, x: (v) => left + v * scale, y: (v) => top + size - v * scale };
}

export type PlacedPanel = { panel: CalibrationPanel; frame: Frame; small: boolean };

/** The main square with the small ones beside it, or beneath it where it is narrow. */
export function placePanels(
  { main, others, axis }: Pick<CalibrationModel, "main" | "others" | "axis">,
  width: number,
  height: number,
  narrow: boolean,
): PlacedPanel[] {
  const beside = !narrow && others.length > 0;
  const side = beside ? SIDE_PX + GAP_PX : 0;
  const small = narrow
    ? (width - AXIS_PX - GAP_PX / 2) / 2
    : Math.min(SIDE_PX, height / Math.max(1, others.length) - 2 * SMALL_FOOT_PX - 8);
  const below = narrow && others.length > 0 ? small + 2 * SMALL_FOOT_PX + 8 : 0;
  const size = Math.min(width - AXIS_PX - side - 8, height - FOOT_PX - 8 - below);
  const first = { panel: main, frame: frame(AXIS_PX, 8, size, axis.max), small: false };
  const rest = others.map((panel, place) => ({
    panel,
    small: true,
    frame: narrow
      ? frame(
          AXIS_PX + place * (small + GAP_PX / 2),
          8 + size + FOOT_PX + SMALL_FOOT_PX + 8,
          small - 8,
          axis.max,
        )
      : frame(
          Math.min(width - small - 4, AXIS_PX + size + GAP_PX + AXIS_PX),
          8 + SMALL_FOOT_PX + place * (small + 2 * SMALL_FOOT_PX + 8),
          small,
          axis.max,
        ),
  }));
  return [first, ...rest];
}

/** Larger dots hold more decisions: the area grows with them. */
export function radius(dot: CalibrationDot, dots: readonly CalibrationDot[], small: boolean): number {
  const most = Math.max(1, ...dots.map(({ decisions }) => decisions));
  const [least, largest] = small ? [1.25, 2.75] : [2, 6];
  return least + (largest - least) * Math.sqrt(dot.decisions / most);
}

/** Where the odds of a share q are multiplied by e^θ. */
export const tilted = (q: number, log_odds: number): number => {
  const odds = Math.exp(log_odds);
  return (q * odds) / (1 - q + q * odds);
};

const CURVE_STEPS = 40;

/** The tilted diagonal as a path, up to where it leaves the square; and the area between it and the diagonal. */
export function curvePaths({ x, y }: Pick<Frame, "x" | "y">, max: number, log_odds: number) {
  const points: { q: number; p: number }[] = [];
  for (let step = 0; step <= CURVE_STEPS; step++) {
    const q = (max * step) / CURVE_STEPS;
    const p = tilted(q, log_odds);
    if (p > max) break;
    points.push({ q, p });
  }
  const at = (q: number, p: number) => `${x(q).toFixed(1)} ${y(p).toFixed(1)}`;
  const line = points.map(({ q, p }, place) => `${place === 0 ? "M" : "L"}${at(q, p)}`).join("");
  const back = points.toReversed().map(({ q }) => `L${at(q, q)}`);
  return { line, area: `${line}${back.join("")}Z` };
}
