import { ALPHA, DAYS } from "./plan";
import type { AlarmRow, KeptRow } from "./summary";
import type { DelayRow } from "./summary-delay";
import { circle, line, path, picture, text } from "./svg";

const WIDTH = 760;
const LABELS = 340;
const RIGHT = 24;
const ROW = 24;
const HEAD = 34;

/** Places of values on the horizontal axis, from 0 to `most`. */
const scaleOf = (most: number, left: number) => (value: number) =>
  left + (Math.min(value, most) / most) * (WIDTH - left - RIGHT);

const axis = (ticks: readonly number[], at: (value: number) => number, bottom: number, unit: string) =>
  ticks.flatMap((tick) => [
    line("grid", at(tick), HEAD - 8, at(tick), bottom),
    text(at(tick), bottom + 16, `${tick}${unit}`, "middle"),
  ]);

/** How often neutral or immaterially tilted streams were called a breach, each with its exact interval. */
export function alarmsPicture(rows: readonly AlarmRow[]): string {
  const most = Math.max(3, Math.ceil(100 * Math.max(...rows.map(({ breach }) => breach.upper))));
  const at = scaleOf(most, LABELS);
  const bottom = HEAD + rows.length * ROW;
  const title = "Streams called a breach at any of 365 daily looks, in %, with exact intervals of 95 %";
  const ticks = Array.from({ length: most + 1 }, (_, tick) => tick);
  return picture(WIDTH, bottom + 26, title, [
    text(0, 14, title),
    ...axis(ticks, at, bottom, " %"),
    line("aim", at(100 * ALPHA), HEAD - 8, at(100 * ALPHA), bottom),
    ...rows.flatMap(({ scenario, breach }, row) => {
      const y = HEAD + row * ROW + ROW / 2;
      return [
        text(0, y + 4, shortened(scenario.words)),
        line("line", at(100 * breach.lower), y, at(100 * breach.upper), y),
        circle("dot", at((100 * breach.hits) / breach.trials), y, 4),
      ];
    }),
  ]);
}

const shortened = (words: string): string =>
  words
    .replace(", drifting tasks", "")
    .replace("own models priced", "priced")
    .replace(/^a copy/, "copy")
    .replace(", 200 a day", "");

/** Decisions until a tilt is called a breach, over those of the best test that knows it: mean, median and 90 %. */
export function delaysPicture(rows: readonly DelayRow[]): string {
  const most = Math.ceil(Math.max(...rows.map(({ upper_decile }) => upper_decile)));
  const at = scaleOf(most, LABELS);
  const bottom = HEAD + rows.length * ROW;
  const title =
    "Decisions until a breach, in multiples of ln(1/α)/KL: mean (dot), median (ring), 90 % (end of the line)";
  const ticks = Array.from({ length: most + 1 }, (_, tick) => tick);
  return picture(WIDTH, bottom + 26, title, [
    text(0, 14, title),
    ...axis(ticks, at, bottom, ""),
    ...rows.flatMap(({ scenario, delay, median, upper_decile, aim }, row) => {
      const y = HEAD + row * ROW + ROW / 2;
      return [
        text(0, y + 4, shortened(scenario.words)),
        line("line", at(0), y, at(upper_decile), y),
        circle("ring", at(median), y, 4),
        circle("dot", at(delay.mean), y, 4),
        ...(aim === null ? [] : [line("aim", at(aim.most), y - 10, at(aim.most), y + 10)]),
      ];
    }),
  ]);
}

const PLOT = 240;
const LEFT = 48;

/** The share of `kept` streams that still are, by days since the tilt began. */
export function keptPicture(rows: readonly KeptRow[]): string {
  const gone = Math.max(...rows.map(({ still }) => still.findIndex((share) => share < 0.005)));
  const days = Math.min(DAYS, Math.max(20, 5 * Math.ceil((gone + 2) / 5)));
  const at = scaleOf(days, LEFT);
  const bottom = HEAD + PLOT;
  const y = (share: number) => bottom - share * PLOT;
  const title = "Share of streams that are still kept, by days since a tilt began within a policy version";
  const ticks = Array.from({ length: days / 5 + 1 }, (_, tick) => 5 * tick);
  return picture(WIDTH, bottom + 26, title, [
    text(0, 14, title),
    ...axis(ticks, at, bottom, ""),
    ...[0, 0.25, 0.5, 0.75, 1].map((share) => text(LEFT - 8, y(share) + 4, `${100 * share} %`, "end")),
    ...rows.flatMap(({ scenario, still }) => {
      const points = [1, ...still.slice(0, days)].map((share, day) => [at(day), y(share)] as const);
      const half = points.findIndex(([, height]) => height > y(0.5));
      const [x = 0, height = 0] = points[half] ?? [];
      return [path(points), text(x + 5, height - 4, String(scenario.tilt))];
    }),
  ]);
}
