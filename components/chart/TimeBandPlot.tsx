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
import type { TimeBandModel, TimeBandPoint } from "@/lib/kernel/chart";
import {
  formatDate,
  formatNumber,
  formatPercent,
  formatPercentNumber,
  formatPoints,
} from "@/lib/kernel/format";
import { dayMs, spreadLabels } from "./geometry";
import { DAY_MS, IncompleteHatch, Layer, Marks, MonthAxis, marksHeight, useTimeX } from "./layers";
import type { PlotSize } from "./Plot";
import { Readout } from "./Readout";

type Datum = TimeBandPoint & { t: number; band: [number, number] | null };

const END_LABEL_PX = 112;
const AXIS_PX = 32;

const middle = (datum: { t: number }) => datum.t + DAY_MS / 2;

function useLayerScales() {
  const x = useTimeX();
  const yScale = useYAxisScale();
  const area = usePlotArea();
  if (!x || !yScale || !area) return null;
  return { x, y: (value: number) => yScale(value) ?? 0, area };
}

function TimeLayers({ model, narrow, from_ms, to_ms }: LayerProps) {
  const x = useTimeX();
  if (!x) return null;
  const incomplete = model.points.find((point) => point.incomplete);
  return (
    <>
      <MonthAxis from_ms={from_ms} to_ms={to_ms} x={x} />
      <Marks marks={model.marks} x={x} narrow={narrow} />
      <IncompleteHatch from_ms={incomplete ? dayMs(incomplete.day) : null} x={x} />
    </>
  );
}

type LayerProps = { model: TimeBandModel; narrow: boolean; from_ms: number; to_ms: number };

/** The single days, and from the onset one red stroke a day from expected up to observed. */
function DayLayers({
  model,
  data,
  compact,
}: {
  model: TimeBandModel;
  data: readonly Datum[];
  compact: boolean;
}) {
  const scales = useLayerScales();
  if (!scales) return null;
  const { x, y, area } = scales;
  const inside = (value: number) => value >= model.axis.min && value <= model.axis.max;
  const from = model.excess_from === null ? Number.POSITIVE_INFINITY : dayMs(model.excess_from);
  const strokes = data
    .filter((datum) => datum.t >= from && (datum.observed ?? 0) > (datum.expected ?? 1))
    .map(
      (datum) =>
        `M${x(middle(datum)).toFixed(1)} ${y(datum.expected ?? 0).toFixed(1)}V${y(datum.observed ?? 0).toFixed(1)}`,
    );
  return (
    <>
      <Layer at="under">
        {compact
          ? null
          : data.map((datum) =>
              datum.raw !== null && inside(datum.raw) ? (
                <circle key={datum.day} className="dot" cx={x(middle(datum))} cy={y(datum.raw)} r={1.25} />
              ) : null,
            )}
        <path className={compact ? "gap fine" : "gap"} d={strokes.join("")} />
      </Layer>
      {compact ? null : <ExcessLabel model={model} data={data} from={from} x={x} y={y} top={area.y} />}
    </>
  );
}

function ExcessLabel({
  model,
  data,
  from,
  x,
  y,
  top,
}: {
  model: TimeBandModel;
  data: readonly Datum[];
  from: number;
  x: (ms: number) => number;
  y: (value: number) => number;
  top: number;
}) {
  const during = data.filter((datum) => datum.t >= from && datum.observed !== null);
  const first = during[0];
  const last = during.at(-1);
  if (!model.excess_label || !first || !last) return null;
  const center = (x(first.t) + x(last.t)) / 2;
  const highest = Math.min(...during.map((datum) => y(Math.max(datum.observed ?? 0, 0))));
  const text_y = Math.max(top + 12, highest - 14);
  return (
    <Layer at="text">
      <text className="tb fb m halo" x={center} y={text_y}>
        {model.excess_label}
      </text>
    </Layer>
  );
}

/** Names and last values at the right end of the lines; inside, above and below them, where it is narrow. */
function EndLabels({ data, narrow }: { data: readonly Datum[]; narrow: boolean }) {
  const scales = useLayerScales();
  const last = data.findLast((datum) => datum.observed !== null && datum.expected !== null);
  if (!scales || !last) return null;
  const { x, y, area } = scales;
  const observed = last.observed ?? 0;
  const expected = last.expected ?? 0;
  if (narrow) {
    const at = data[Math.round(data.length * 0.82)];
    if (!at) return null;
    const above = (at.observed ?? observed) >= (at.expected ?? expected);
    return (
      <Layer at="text">
        <text className="tb fo halo m" x={x(at.t)} y={y(at.observed ?? observed) + (above ? -14 : 24)}>
          Observed
        </text>
        <text className="tb halo m" x={x(at.t)} y={y(at.expected ?? expected) + (above ? 30 : -20)}>
          Expected
        </text>
      </Layer>
    );
  }
  const left = area.x + area.width + 12;
  const [own = 0, neutral = 0] = spreadLabels(
    [y(observed), y(expected)],
    34,
    area.y + 8,
    area.y + area.height - 16,
  );
  return (
    <Layer at="text">
      <text className="tb fo" x={left} y={own}>
        Observed
      </text>
      <text className="td" x={left} y={own + 15}>
        {formatPercent(observed)}
      </text>
      <text className="tb" x={left} y={neutral}>
        Expected
      </text>
      <text className="td" x={left} y={neutral + 15}>
        {formatPercent(expected)}
      </text>
    </Layer>
  );
}

/** Says what the grey range is, once, near the left end, with a stroke that leads into it. */
function BandLabel({ model, data }: { model: TimeBandModel; data: readonly Datum[] }) {
  const scales = useLayerScales();
  const at = data[Math.round(data.length * 0.12)];
  if (!scales || !model.band_label || !at || at.upper === null || at.lower === null) return null;
  const { x, y, area } = scales;
  const near = data.slice(0, Math.round(data.length * 0.4));
  const highest = Math.min(...near.map((datum) => y(Math.max(datum.upper ?? 0, datum.observed ?? 0))));
  const text_y = Math.max(area.y + 14, highest - 22);
  const text_x = area.x + 18;
  return (
    <Layer at="text">
      <text className="tx halo" x={text_x} y={text_y}>
        {model.band_label}
      </text>
      <path
        className="ru"
        d={`M${x(at.t)} ${text_y + 5}L${x(at.t) + 8} ${(y(at.upper) + y((at.upper * 3 + at.lower) / 4)) / 2}`}
      />
    </Layer>
  );
}

function PointReadout({ point }: { point: Datum }) {
  const gap = point.observed === null || point.expected === null ? null : point.observed - point.expected;
  const share = (value: number | null) => (value === null ? "not measured" : formatPercent(value));
  return (
    <Readout
      title={formatDate(point.day)}
      lines={[
        { key: "observed", label: "Observed", value: share(point.observed), color: "var(--own)" },
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
        t: dayMs(point.day),
        band: point.lower === null || point.upper === null ? null : [point.lower, point.upper],
      })),
    [model.points],
  );
  const from_ms = data[0]?.t ?? 0;
  const to_ms = (data.at(-1)?.t ?? 0) + DAY_MS;
  const right = narrow ? 4 : END_LABEL_PX;
  const top = marksHeight(model.marks, size.width - AXIS_PX - right, from_ms, to_ms, narrow);
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
        dot={false}
        isAnimationActive={false}
        activeDot={{ r: 3 }}
      />
      <Line
        dataKey="observed"
        stroke="var(--own)"
        strokeWidth={2.25}
        dot={false}
        isAnimationActive={false}
        activeDot={{ r: 4 }}
      />
      <DayLayers model={model} data={data} compact={compact} />
      <TimeLayers model={model} narrow={narrow} from_ms={from_ms} to_ms={to_ms} />
      {compact ? null : <EndLabels data={data} narrow={narrow} />}
      {narrow ? null : <BandLabel model={model} data={data} />}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--ink-3)", strokeWidth: 1 }}
        content={({ active, payload }) => {
          const point = payload[0]?.payload as Datum | undefined;
          return active && point ? <PointReadout point={point} /> : null;
        }}
      />
    </ComposedChart>
  );
}
