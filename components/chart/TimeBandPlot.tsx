"use client";

import { useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import type { TimeBandModel } from "@/lib/kernel/chart";
import {
  formatDate,
  formatNumber,
  formatPercent,
  formatPercentNumber,
  formatPoints,
} from "@/lib/kernel/format";
import { dayMs } from "./geometry";
import { DAY_MS, marksHeight, spanOf, TimeLayers } from "./layers";
import type { PlotSize } from "./Plot";
import { Readout } from "./Readout";
import { BandLabel, type Datum, DayLayers, EndLabels, RangeBars } from "./time-band-layers";

const END_LABEL_PX = 112;
const AXIS_PX = 32;
const COMPACT_TOP_PX = 30;

function PointReadout({ point, color }: { point: Datum; color: string }) {
  const gap = point.observed === null || point.expected === null ? null : point.observed - point.expected;
  const share = (value: number | null) => (value === null ? "not measured" : formatPercent(value));
  return (
    <Readout
      title={formatDate(point.day)}
      lines={[
        { key: "observed", label: "Observed", value: share(point.observed), color },
        { key: "expected", label: "Expected", value: share(point.expected), color: "var(--ink)" },
        ...(point.lower === null || point.upper === null
          ? []
          : [
              {
                key: "range",
                label: "Neutral range",
                value: `${formatPercentNumber(point.lower)} to ${formatPercent(point.upper)}`,
                color: "var(--band)",
              },
            ]),
        ...(gap === null ? [] : [{ key: "gap", label: "Difference, points", value: formatPoints(gap) }]),
        ...(point.raw === null ? [] : [{ key: "raw", label: "This day", value: share(point.raw) }]),
      ]}
      note={`n = ${formatNumber(point.n)}${point.incomplete ? ", day not ended" : ""}`}
    />
  );
}

/** Observed against expected over time. Decides nothing: the model says what there is. */
export default function TimeBandPlot({
  model,
  size,
  height,
  compact,
}: {
  model: TimeBandModel;
  size: PlotSize;
  height: number;
  compact: boolean;
}) {
  const narrow = size.narrow || compact;
  const data = useMemo<Datum[]>(
    () =>
      model.points.map((point) => ({
        ...point,
        t: dayMs(point.day) + DAY_MS / 2,
        band: point.lower === null || point.upper === null ? null : [point.lower, point.upper],
      })),
    [model.points],
  );
  const { from_ms, to_ms } = spanOf(model.points);
  const right = narrow ? 4 : END_LABEL_PX;
  // Small multiples stand beside each other: their plots begin at the same height.
  const top = compact
    ? COMPACT_TOP_PX
    : marksHeight(model.marks, size.width - AXIS_PX - right, from_ms, to_ms, narrow);
  return (
    <ComposedChart
      width={size.width}
      height={height}
      data={data}
      margin={{ top, right, bottom: 26, left: 0 }}
      accessibilityLayer
      title={model.title}
      desc={`${model.summary} Left and right arrow keys move from day to day.`}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis hide type="number" dataKey="t" domain={[from_ms, to_ms]} allowDataOverflow />
      <YAxis
        width={AXIS_PX}
        type="number"
        domain={[model.axis.min, model.axis.max]}
        ticks={[...model.axis.ticks]}
        interval={0}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
        tickFormatter={(value: number) => formatPercentNumber(value, 0)}
        tick={{ className: "tx", fill: "var(--ink-3)", fontSize: 12 }}
      />
      <Area
        dataKey="band"
        className="band"
        stroke="none"
        fill="var(--band)"
        fillOpacity={1}
        isAnimationActive={false}
        activeDot={false}
        connectNulls={false}
      />
      <Line
        dataKey="expected"
        stroke="var(--ink)"
        strokeWidth={1.5}
        dot={model.dots ? { r: 3, fill: "var(--paper)" } : false}
        isAnimationActive={false}
        activeDot={{ r: 3 }}
      />
      <Line
        dataKey="observed"
        stroke={`var(--${model.hue ?? "own"})`}
        strokeWidth={2.25}
        dot={model.dots ? { r: 4, fill: `var(--${model.hue ?? "own"})` } : false}
        isAnimationActive={false}
        activeDot={{ r: 4 }}
      />
      {model.dots ? <RangeBars data={data} /> : null}
      <DayLayers model={model} data={data} compact={compact} labelled={!narrow} />
      <TimeLayers days={model.points} marks={model.marks} narrow={narrow} />
      {compact ? null : <EndLabels data={data} narrow={narrow} own={model.hue !== "ink"} />}
      {narrow ? null : <BandLabel model={model} data={data} />}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--ink-3)", strokeWidth: 1 }}
        content={({ active, payload }) => {
          const point = payload[0]?.payload as Datum | undefined;
          return active && point ? (
            <PointReadout point={point} color={`var(--${model.hue ?? "own"})`} />
          ) : null;
        }}
      />
    </ComposedChart>
  );
}
