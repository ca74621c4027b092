"use client";

import { useMemo } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  Tooltip,
  usePlotArea,
  useYAxisScale,
  XAxis,
  YAxis,
} from "recharts";
import type { LinesModel, LinesPoint } from "@/lib/kernel/chart";
import { formatDate, formatNumber, formatPercentNumber } from "@/lib/kernel/format";
import { hueVar } from "@/lib/kernel/hue";
import { formatValue } from "./cells";
import { dayMs, spreadLabels } from "./geometry";
import { DAY_MS, Layer, marksHeight, spanOf, TimeLayers } from "./layers";
import type { PlotProps } from "./Plot";
import { Readout } from "./Readout";

type Datum = LinesPoint & { t: number };

const AXIS_PX = 44;
const END_LABEL_PX = 124;

function SeriesLabels({ model }: { model: LinesModel }) {
  const area = usePlotArea();
  const y = useYAxisScale();
  if (!area || !y) return null;
  const lasts = model.series.map(
    (_, place) =>
      model.points.findLast((point) => (point.values[place] ?? null) !== null)?.values[place] ?? null,
  );
  const at = spreadLabels(
    lasts.map((value) => y(value ?? model.axis.min) ?? 0),
    32,
    area.y + 10,
    area.y + area.height - 16,
  );
  const left = area.x + area.width + 12;
  return (
    <Layer at="text">
      {model.series.map((series, place) => (
        <g key={series.key}>
          <text className={series.hue === "own" ? "tb fo" : "tb"} x={left} y={at[place]}>
            {series.label}
          </text>
          <text className="td" x={left} y={(at[place] ?? 0) + 15}>
            {formatValue(lasts[place] ?? null, model.value_kind)}
          </text>
        </g>
      ))}
    </Layer>
  );
}

const axisLabel = (kind: LinesModel["value_kind"]) => (value: number) =>
  kind === "percent" ? formatPercentNumber(value, 0) : formatNumber(value, Number.isInteger(value) ? 0 : 2);

function PointReadout({ point, model }: { point: Datum; model: LinesModel }) {
  return (
    <Readout
      title={formatDate(point.day)}
      lines={model.series.map((series, place) => {
        const interval = point.intervals?.[place];
        const value = formatValue(point.values[place] ?? null, model.value_kind);
        const range = interval
          ? `, ${formatValue(interval[0], model.value_kind)} to ${formatValue(interval[1], model.value_kind)}`
          : "";
        return { key: series.key, label: series.label, value: `${value}${range}`, color: hueVar(series.hue) };
      })}
      note={`n = ${formatNumber(point.n)}${point.incomplete ? ", not ended" : ""}`}
    />
  );
}

/** Levels over time, one line a series, with their intervals where they have some. */
export default function LinesPlot({ model, size, height }: PlotProps<LinesModel>) {
  const data = useMemo<Datum[]>(
    () => model.points.map((point) => ({ ...point, t: dayMs(point.day) + DAY_MS / 2 })),
    [model.points],
  );
  const { from_ms, to_ms } = spanOf(model.points);
  const right = size.narrow ? 4 : END_LABEL_PX;
  const top = marksHeight(model.marks, size.width - AXIS_PX - right, from_ms, to_ms, size.narrow);
  return (
    <ComposedChart
      width={size.width}
      height={height}
      data={data}
      margin={{ top, right, bottom: 26, left: 0 }}
      accessibilityLayer
      title={model.title}
      desc={`${model.summary} Left and right arrow keys move from point to point.`}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis hide type="number" dataKey="t" domain={[from_ms, to_ms]} allowDataOverflow />
      <YAxis
        width={AXIS_PX}
        domain={[model.axis.min, model.axis.max]}
        ticks={[...model.axis.ticks]}
        interval={0}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
        tickFormatter={axisLabel(model.value_kind)}
        tick={{ className: "tx", fill: "var(--ink-3)", fontSize: 12 }}
      />
      {model.series.map((series, place) => (
        <Area
          key={series.key}
          dataKey={(point: Datum) => point.intervals?.[place] ?? null}
          stroke="none"
          fill={hueVar(series.hue)}
          fillOpacity={0.16}
          isAnimationActive={false}
          activeDot={false}
        />
      ))}
      {model.series.map((series, place) => (
        <Line
          key={series.key}
          dataKey={(point: Datum) => point.values[place] ?? null}
          stroke={hueVar(series.hue)}
          strokeWidth={series.hue === "own" ? 2.25 : 1.75}
          dot={data.length < 3 ? { r: 3 } : false}
          isAnimationActive={false}
          activeDot={{ r: 3.5 }}
        />
      ))}
      <TimeLayers days={model.points} marks={model.marks} narrow={size.narrow} />
      {size.narrow ? null : <SeriesLabels model={model} />}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--ink-3)", strokeWidth: 1 }}
        content={({ active, payload }) => {
          const point = payload[0]?.payload as Datum | undefined;
          return active && point ? <PointReadout point={point} model={model} /> : null;
        }}
      />
    </ComposedChart>
  );
}
