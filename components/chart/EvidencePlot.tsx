"use client";

import { useMemo } from "react";
import { ComposedChart, Line, Tooltip, XAxis, YAxis, type YAxisTickContentProps } from "recharts";
import { formatDate } from "@/lib/kernel/format";
import type { EvidenceModel, EvidenceSeries } from "@/lib/kernel/proof-chart";
import { type EvidenceDatum, EvidenceGround, EvidenceLabels } from "./evidence-layers";
import { dayMs } from "./geometry";
import { DAY_MS, marksHeight, spanOf, TimeLayers } from "./layers";
import type { PlotProps } from "./Plot";
import { PowerTick } from "./PowerTick";
import { Readout } from "./Readout";

const AXIS_PX = 44;
const END_LABEL_PX = 140;

const LOOKS = {
  check: { stroke: "var(--ink)", strokeWidth: 2.25 },
  part: { stroke: "var(--ink-3)", strokeWidth: 1.25 },
  any: { stroke: "var(--ink-2)", strokeWidth: 1.5, strokeDasharray: "5 3" },
} as const;

function powerWords(value: number | null): string {
  if (value === null) return "no decision";
  if (value < -2) return "under 0.01";
  if (value <= 3) return (10 ** value).toFixed(value < 1 ? 2 : 0);
  return `10^${Math.floor(value)}`;
}

/** From the crossing on the line of a breach is red, as one line in two pieces. */
function pieces(model: EvidenceModel, series: EvidenceSeries) {
  const crossing = model.crossed && model.days.findIndex(({ day }) => day === model.crossed?.day);
  if (!model.breach || series.tone !== "check" || crossing === null || crossing < 0) return null;
  return crossing;
}

const EvidenceLines = (model: EvidenceModel) =>
  model.series.toReversed().flatMap((series) => {
    const place = model.series.indexOf(series);
    const crossing = pieces(model, series);
    const value = (from: number, to: number) => (datum: EvidenceDatum) =>
      datum.place >= from && datum.place <= to ? (series.values[datum.place] ?? null) : null;
    const shared = {
      ...LOOKS[series.tone],
      type: "linear" as const,
      dot: false,
      isAnimationActive: false,
      connectNulls: true,
      activeDot: place === 0 ? { r: 4 } : false,
    };
    const end = model.days.length;
    if (crossing === null) return [<Line key={series.key} {...shared} dataKey={value(0, end)} />];
    return [
      <Line key={series.key} {...shared} dataKey={value(0, crossing)} />,
      <Line
        key={`${series.key} over`}
        {...shared}
        stroke="var(--breach)"
        dataKey={value(crossing, end)}
        activeDot={{ r: 4, fill: "var(--breach)" }}
      />,
    ];
  });

function DayReadout({ model, place }: { model: EvidenceModel; place: number }) {
  return (
    <Readout
      title={formatDate(model.days[place]?.day ?? "")}
      lines={model.series.map(({ key, label, values }) => ({
        key,
        label,
        value: powerWords(values[place] ?? null),
      }))}
      note={model.line_label}
    />
  );
}

const AxisTick = ({ x, y, payload }: YAxisTickContentProps) => (
  <PowerTick x={Number(x)} y={Number(y) + 4} power={Number(payload.value)} />
);

/** Evidence over time on a logarithmic axis. Decides nothing: the model says what there is. */
export default function EvidencePlot({ model, size, height }: PlotProps<EvidenceModel>) {
  const data = useMemo<EvidenceDatum[]>(
    () => model.days.map(({ day }, place) => ({ day, place, t: dayMs(day) + DAY_MS / 2 })),
    [model.days],
  );
  const { from_ms, to_ms } = spanOf(model.days);
  const right = size.narrow ? 4 : END_LABEL_PX;
  const top = marksHeight(model.marks, size.width - AXIS_PX - right, from_ms, to_ms, size.narrow);
  const ticks: number[] = [];
  for (let power = model.min; power <= model.max; power += 2) ticks.push(power);
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
      <XAxis hide type="number" dataKey="t" domain={[from_ms, to_ms]} allowDataOverflow />
      <YAxis
        width={AXIS_PX}
        type="number"
        domain={[model.min, model.max]}
        ticks={ticks}
        interval={0}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
        tick={AxisTick}
      />
      <EvidenceGround model={model} ticks={ticks} narrow={size.narrow} />
      {EvidenceLines(model)}
      <TimeLayers days={model.days} marks={model.marks} narrow={size.narrow} />
      <EvidenceLabels model={model} data={data} narrow={size.narrow} />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--ink-3)", strokeWidth: 1 }}
        content={({ active, payload }) => {
          const datum = payload[0]?.payload as EvidenceDatum | undefined;
          return active && datum ? <DayReadout model={model} place={datum.place} /> : null;
        }}
      />
    </ComposedChart>
  );
}
