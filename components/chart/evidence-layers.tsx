"use client";

import type { EvidenceModel } from "@/lib/kernel/proof-chart";
import { dayMs, spreadLabels } from "./geometry";
import { DAY_MS, Layer, useScales } from "./layers";

/** `t` is the middle of the day, `place` its number. */
export type EvidenceDatum = { day: string; place: number; t: number };

/** Grid, the ground above the line, and the line with its words. */
export function EvidenceGround({
  model,
  ticks,
  narrow,
}: {
  model: EvidenceModel;
  ticks: readonly number[];
  narrow: boolean;
}) {
  const scales = useScales();
  if (!scales) return null;
  const { y, area } = scales;
  const right = area.x + area.width;
  const line_y = y(model.line);
  return (
    <Layer at="under">
      <rect
        className={model.breach ? "over-line breach" : "over-line"}
        x={area.x}
        y={area.y}
        width={area.width}
        height={Math.max(0, line_y - area.y)}
      />
      {ticks.map((tick) => (
        <line key={tick} className="gr" x1={area.x} x2={right} y1={y(tick)} y2={y(tick)} />
      ))}
      <line className="ax" x1={area.x} x2={right} y1={line_y} y2={line_y} />
      <text className="td halo-none" x={area.x + 8} y={line_y - 7}>
        {narrow ? model.line_label.replace("Line of breach: ", "") : model.line_label}
      </text>
    </Layer>
  );
}

/** 10^16 with its exponent raised. */
function Power({ value }: { value: number }) {
  if (value < 3) return <>{value < -2 ? "under 0.01" : (10 ** value).toFixed(value < 1 ? 2 : 0)}</>;
  return (
    <>
      10
      <tspan dy={-4} fontSize={9}>
        {Math.floor(value)}
      </tspan>
    </>
  );
}

/** The crossing as a ring with its day, and at the right end the name and last value of each line. */
export function EvidenceLabels({
  model,
  data,
  narrow,
}: {
  model: EvidenceModel;
  data: readonly EvidenceDatum[];
  narrow: boolean;
}) {
  const scales = useScales();
  if (!scales) return null;
  const { x, y, area } = scales;
  const inside = (value: number) => Math.max(model.min, Math.min(model.max, value));
  const lasts = model.series.map(({ values }) => values.findLast((value) => value !== null) ?? model.min);
  const at = spreadLabels(
    lasts.map((value) => y(inside(value)) + 4),
    34,
    area.y + 6,
    area.y + area.height - 14,
  );
  const left = area.x + area.width + 12;
  const crossed_x = model.crossed ? x(dayMs(model.crossed.day) + DAY_MS / 2) : null;
  const room = crossed_x !== null && crossed_x + 150 < area.x + area.width;
  // To its left the line rises from below; above there is space unless the words of the line stand there.
  const above = !room && crossed_x !== null && crossed_x - 140 > area.x + (narrow ? 70 : 180);
  return (
    <Layer at="text">
      {model.crossed && crossed_x !== null && data.length > 0 ? (
        <>
          <circle
            className={model.breach ? "crossing breach" : "crossing"}
            cx={crossed_x}
            cy={y(model.line)}
            r={4.5}
          />
          <text
            className={room ? "td halo" : "td e halo"}
            x={crossed_x + (room ? 9 : -9)}
            y={y(model.line) + (above ? -9 : 17)}
          >
            {model.crossed.label}
          </text>
        </>
      ) : null}
      {narrow
        ? null
        : model.series.map(({ key, label, tone }, place) => {
            const last = lasts[place] ?? 0;
            const red = model.breach && tone === "check";
            return (
              <g key={key}>
                <text className={tone === "check" ? `tb${red ? " fb" : ""}` : "td"} x={left} y={at[place]}>
                  {label}
                </text>
                <text className="tx" x={left} y={(at[place] ?? 0) + 15}>
                  <Power value={last} />
                  {last > model.max ? <tspan dy={last >= 3 ? 4 : 0}> beyond the frame</tspan> : null}
                </text>
              </g>
            );
          })}
    </Layer>
  );
}
