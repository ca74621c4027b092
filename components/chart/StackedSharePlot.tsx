"use client";

import { useMemo } from "react";
import {
  Bar,
  BarChart,
  CartesianGrid,
  Tooltip,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from "recharts";
import type { ShareBucket, StackedShareModel } from "@/lib/kernel/chart";
import { formatNumber, formatPercent, formatPercentNumber, formatRange } from "@/lib/kernel/format";
import { hueVar } from "@/lib/kernel/hue";
import { dayMs, spreadLabels } from "./geometry";
import { Layer, Marks, MonthAxis, marksHeight } from "./layers";
import type { PlotProps } from "./Plot";
import { Readout } from "./Readout";

const AXIS_PX = 36;
const END_LABEL_PX = 124;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Time inside the bars: each bucket is as wide as its bar, whatever its length. */
function useBucketX(buckets: readonly ShareBucket[]): ((ms: number) => number) | null {
  const scale = useXAxisScale();
  if (!scale || buckets.length === 0) return null;
  return (ms) => {
    const place = buckets.findIndex((bucket) => ms < dayMs(bucket.end));
    const bucket = buckets[place === -1 ? buckets.length - 1 : place];
    if (!bucket) return 0;
    const left = scale(bucket.start, { position: "start" }) ?? 0;
    const right = scale(bucket.start, { position: "end" }) ?? 0;
    const part = (ms - dayMs(bucket.start)) / (dayMs(bucket.end) - dayMs(bucket.start));
    return left + Math.min(1, Math.max(0, part)) * (right - left);
  };
}

function ShareLayers({ model, narrow }: { model: StackedShareModel; narrow: boolean }) {
  const area = usePlotArea();
  const x = useBucketX(model.buckets);
  const first = model.buckets[0];
  const last = model.buckets.at(-1);
  if (!area || !x || !first || !last) return null;
  return (
    <>
      <MonthAxis from_ms={dayMs(first.start)} to_ms={dayMs(last.end)} x={x} />
      <Marks marks={model.marks} x={x} narrow={narrow} inverse />
      <Layer at="over">
        {model.buckets
          .filter((bucket) => bucket.incomplete)
          .map((bucket) => (
            <rect
              key={bucket.start}
              x={x(dayMs(bucket.start))}
              y={area.y}
              width={x(dayMs(bucket.end)) - x(dayMs(bucket.start))}
              height={area.height}
              fill="url(#hatch-over)"
            />
          ))}
      </Layer>
    </>
  );
}

/** Names and last shares beside the last bar, in the middle of their part of it. */
function SeriesLabels({ model }: { model: StackedShareModel }) {
  const area = usePlotArea();
  const y = useYAxisScale();
  const last = model.buckets.findLast((bucket) => bucket.n > 0);
  if (!area || !y || !last) return null;
  const shares = model.series.map((_, place) => last.shares[place] ?? 0);
  const below = (place: number) => shares.slice(0, place).reduce((sum, share) => sum + share, 0);
  const middles = shares.map((share, place) => y(below(place) + share / 2) ?? 0);
  const at = spreadLabels(middles, 32, area.y + 10, area.y + area.height - 16);
  const left = area.x + area.width + 12;
  return (
    <Layer at="text">
      {model.series.map((series, place) => (
        <g key={series.key}>
          <text className={series.hue === "own" ? "tb fo" : "tb"} x={left} y={at[place]}>
            {series.label}
          </text>
          <text className="td" x={left} y={(at[place] ?? 0) + 15}>
            {formatPercent(shares[place] ?? 0)}
          </text>
        </g>
      ))}
    </Layer>
  );
}

function BucketReadout({ bucket, model }: { bucket: ShareBucket; model: StackedShareModel }) {
  const lines = model.series.map((series, place) => ({
    key: series.key,
    label: series.label,
    value: bucket.shares[place] === null ? "not measured" : formatPercent(bucket.shares[place] ?? 0),
    color: hueVar(series.hue),
  }));
  return (
    <Readout
      title={formatRange(bucket.start, bucket.end)}
      lines={lines.toReversed()}
      note={`n = ${formatNumber(bucket.n)}${bucket.incomplete ? ", not ended" : ""}`}
    />
  );
}

/** Shares that add up, one bar a bucket. */
export default function StackedSharePlot({ model, size, height }: PlotProps<StackedShareModel>) {
  const data = useMemo(() => [...model.buckets], [model.buckets]);
  const from_ms = dayMs(data[0]?.start ?? "1970-01-01");
  const to_ms = dayMs(data.at(-1)?.end ?? "1970-01-02");
  const right = size.narrow ? 2 : END_LABEL_PX;
  const marks_px = marksHeight(model.marks, size.width - AXIS_PX - right, from_ms, to_ms, size.narrow);
  return (
    <BarChart
      width={size.width}
      height={height}
      data={data}
      margin={{ top: marks_px + 4, right, bottom: 26, left: 0 }}
      barCategoryGap={data.length > 60 ? 0 : 0.75}
      accessibilityLayer
      title={model.title}
      desc={`${model.summary} Left and right arrow keys move from bar to bar.`}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis hide type="category" dataKey="start" />
      <YAxis
        width={AXIS_PX}
        domain={[0, 1]}
        ticks={TICKS}
        interval={0}
        axisLine={false}
        tickLine={false}
        tickFormatter={(value: number) => formatPercentNumber(value, 0)}
        tick={{ className: "tx", fill: "var(--ink-3)", fontSize: 12 }}
      />
      {model.series.map((series, place) => (
        <Bar
          key={series.key}
          dataKey={(bucket: ShareBucket) => bucket.shares[place] ?? 0}
          name={series.label}
          stackId="share"
          fill={hueVar(series.hue)}
          stroke="var(--paper)"
          strokeWidth={data.length > 60 ? 0 : 1}
          isAnimationActive={false}
        />
      ))}
      <ShareLayers model={model} narrow={size.narrow} />
      {size.narrow ? null : <SeriesLabels model={model} />}
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: "var(--ink)", fillOpacity: 0.08 }}
        content={({ active, payload }) => {
          const bucket = payload[0]?.payload as ShareBucket | undefined;
          return active && bucket ? <BucketReadout bucket={bucket} model={model} /> : null;
        }}
      />
    </BarChart>
  );
}
