"use client";

import type { ReactNode } from "react";
import { usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import type { ChartMark } from "@/lib/kernel/chart";
import { dayMs, monthLabels, monthTicks, placeMarks } from "./geometry";

export const DAY_MS = 86_400_000;
const BASE = { under: 150, over: 450, text: 2100 };

/** A custom layer of a chart, at its own height in the stack of drawing. */
export const Layer = ({ at, children }: { at: keyof typeof BASE; children: ReactNode }) => (
  <ZIndexLayer zIndex={BASE[at]}>{children}</ZIndexLayer>
);

/** The bottom line with a tick where each month begins and its name, or all their initials, in the middle. */
export function MonthAxis({
  from_ms,
  to_ms,
  x,
}: {
  from_ms: number;
  to_ms: number;
  x: (ms: number) => number;
}) {
  const area = usePlotArea();
  if (!area) return null;
  const bottom = area.y + area.height;
  const ticks = monthTicks(from_ms, to_ms);
  const names = monthLabels(ticks, (ms) => Math.min(area.x + area.width, Math.max(area.x, x(ms))), to_ms);
  return (
    <Layer at="over">
      <line className="ax" x1={area.x} x2={area.x + area.width} y1={bottom} y2={bottom} />
      {ticks.map((tick, place) => (
        <g key={tick.from_ms}>
          {tick.from_ms > from_ms ? (
            <line className="ax" x1={x(tick.from_ms)} x2={x(tick.from_ms)} y1={bottom} y2={bottom + 5} />
          ) : null}
          <text className="tx m" x={x(tick.mid_ms)} y={bottom + 18}>
            {names[place]}
          </text>
        </g>
      ))}
    </Layer>
  );
}

/** Policy versions and the like: dotted verticals, named on top. */
export function Marks({
  marks,
  x,
  narrow,
  inverse = false,
}: {
  marks: readonly ChartMark[];
  x: (ms: number) => number;
  narrow: boolean;
  /** In stacks: a stroke of paper and a triangle on top. */
  inverse?: boolean;
}) {
  const area = usePlotArea();
  if (!area) return null;
  const placed = placeMarks(
    marks
      .map((mark) => ({ ...mark, x: x(dayMs(mark.day)) }))
      .filter((mark) => mark.x >= area.x && mark.x <= area.x + area.width),
    area.x,
    area.x + area.width,
    !narrow,
  );
  return (
    <>
      <Layer at={inverse ? "over" : "under"}>
        {placed.map((mark) => (
          <line
            key={mark.key}
            className={inverse ? "pol-in" : "pol"}
            x1={mark.x}
            x2={mark.x}
            y1={area.y - 10 - mark.row * 16 + (inverse ? 10 + mark.row * 16 : 0)}
            y2={area.y + area.height}
          />
        ))}
      </Layer>
      <Layer at="text">
        {placed.map((mark) => {
          const y = area.y - 16 - mark.row * 16;
          return (
            <g key={mark.key}>
              {inverse ? <path className="tri" d={`M${mark.x - 4.5} ${area.y - 11}h9l-4.5 7z`} /> : null}
              <text
                className={mark.anchor === "end" ? "td e halo" : "td halo"}
                x={mark.x + (mark.anchor === "end" ? -4 : 4)}
                y={y}
              >
                {mark.label} <tspan className="tx">{mark.note}</tspan>
              </text>
            </g>
          );
        })}
      </Layer>
    </>
  );
}

/** Space above a plot that its marks need, in pixels. */
export function marksHeight(
  marks: readonly ChartMark[],
  width: number,
  from_ms: number,
  to_ms: number,
  narrow: boolean,
): number {
  if (marks.length === 0) return 12;
  const x = (ms: number) => ((ms - from_ms) / Math.max(1, to_ms - from_ms)) * width;
  const rows = placeMarks(
    marks.map((mark) => ({ ...mark, x: x(dayMs(mark.day)) })),
    0,
    width,
    !narrow,
  ).map((mark) => mark.row);
  return 16 * (Math.max(...rows) + 1) + 14;
}

/** What is not complete yet: hatched from its first day to the right edge. */
function IncompleteHatch({ from_ms, x }: { from_ms: number | null; x: (ms: number) => number }) {
  const area = usePlotArea();
  if (!area || from_ms === null) return null;
  const right = area.x + area.width;
  const left = Math.min(x(from_ms), right - 3);
  return (
    <Layer at="over">
      <rect x={left} y={area.y} width={right - left} height={area.height} fill="url(#hatch)" />
    </Layer>
  );
}

/** First and last instant that days cover, half-open; an empty day of 1970 without any. */
export const spanOf = (days: readonly { day: string }[]): { from_ms: number; to_ms: number } => ({
  from_ms: dayMs(days[0]?.day ?? "1970-01-01"),
  to_ms: dayMs(days.at(-1)?.day ?? "1970-01-01") + DAY_MS,
});

/** What stands over days: the axis of months, the marks, and the hatch from the first day that is not complete. */
export function TimeLayers({
  days,
  marks,
  narrow,
}: {
  days: readonly { day: string; incomplete: boolean }[];
  marks: readonly ChartMark[];
  narrow: boolean;
}) {
  const x = useTimeX();
  if (!x) return null;
  const incomplete = days.find((day) => day.incomplete);
  return (
    <>
      <MonthAxis {...spanOf(days)} x={x} />
      <Marks marks={marks} x={x} narrow={narrow} />
      <IncompleteHatch from_ms={incomplete ? dayMs(incomplete.day) : null} x={x} />
    </>
  );
}

/** The scale of a time axis as a function that always gives a number. */
export function useTimeX(): ((ms: number) => number) | null {
  const scale = useXAxisScale();
  return scale ? (ms) => scale(ms) ?? 0 : null;
}

/** Both scales and the plot's area; null before they are known. */
export function useScales() {
  const x = useTimeX();
  const scale = useYAxisScale();
  const area = usePlotArea();
  if (!x || !scale || !area) return null;
  return { x, y: (value: number) => scale(value) ?? 0, area };
}
