"use client";

import { formatNumber, formatPercent, formatPercentNumber } from "@/lib/kernel/format";
import type { WaterfallModel, WaterfallStep } from "@/lib/kernel/proof-chart";
import { Explorable } from "./Explorable";
import type { PlotProps } from "./Plot";
import { Readout } from "./Readout";

const ROW_PX = 44;
const NARROW_ROW_PX = 56;
const BAR_PX = 18;
const LEVEL_PX = 28;
const FOOT_PX = 30;
const LABEL_PX = 232;
const FIGURE_PX = 72;

export const waterfallHeights = ({ steps }: WaterfallModel) => ({
  wide: steps.length * ROW_PX + FOOT_PX,
  narrow: steps.length * NARROW_ROW_PX + FOOT_PX,
});

const COLORS: Record<string, string> = { quiet: "var(--rule-2)", middle: "var(--ink-2)" };
const colorOf = (tone: WaterfallStep["tone"]): string => COLORS[tone] ?? `var(--${tone})`;

type Placed = { step: WaterfallStep; middle: number; next: number | null };

function Step({ placed, x, narrow }: { placed: Placed; x: (v: number) => number; narrow: boolean }) {
  const { step, middle, next } = placed;
  const color = colorOf(step.tone);
  const [low, high] = [Math.min(step.from, step.to), Math.max(step.from, step.to)];
  const margin = step.margin ?? 0;
  const end = x(Math.max(high, step.to + margin));
  const level = step.kind === "level";
  return (
    <g>
      <text
        className={level ? "tb e" : "td e"}
        x={narrow ? 0 : LABEL_PX - 16}
        y={narrow ? middle - 18 : middle + 4}
        style={narrow ? { textAnchor: "start" } : undefined}
      >
        {step.label}
      </text>
      {level ? (
        <line
          x1={x(step.to)}
          x2={x(step.to)}
          y1={middle - LEVEL_PX / 2}
          y2={middle + LEVEL_PX / 2}
          stroke={color}
          strokeWidth={3}
        />
      ) : (
        <rect
          x={x(low)}
          y={middle - BAR_PX / 2}
          width={Math.max(1.5, x(high) - x(low))}
          height={BAR_PX}
          fill={color}
        />
      )}
      {step.margin === null ? null : (
        <path
          className="whisker"
          d={`M${x(step.to - margin)} ${middle}H${x(step.to + margin)}M${x(step.to - margin)} ${middle - 4}v8M${x(step.to + margin)} ${middle - 4}v8`}
        />
      )}
      {next === null ? null : (
        <line
          className="ru"
          x1={x(step.to)}
          x2={x(step.to)}
          y1={middle + BAR_PX / 2}
          y2={next - BAR_PX / 2}
        />
      )}
      <text className={step.tone === "breach" ? "tb fb halo" : "tb halo"} x={end + 8} y={middle + 4}>
        {step.figure}
      </text>
    </g>
  );
}

function stepReadout(step: WaterfallStep) {
  const change = step.kind === "change";
  return (
    <Readout
      title={step.label}
      lines={[
        ...(change ? [{ key: "change", label: "Change, points", value: step.figure }] : []),
        { key: "share", label: change ? "Share then" : "Share", value: formatPercent(step.to) },
      ]}
      {...(step.margin === null
        ? {}
        : { note: `give or take ${formatNumber(step.margin * 100, 1)} points, 99\u00a0%` })}
    />
  );
}

/** Rows from level to level; each change begins where the one before it ends. */
export function WaterfallPlot({ model, size, height }: PlotProps<WaterfallModel>) {
  const { axis, steps } = model;
  const row = size.narrow ? NARROW_ROW_PX : ROW_PX;
  const left = size.narrow ? 0 : LABEL_PX;
  const width = size.width - left - FIGURE_PX;
  const x = (value: number) => left + ((value - axis.min) / (axis.max - axis.min)) * width;
  const middleOf = (place: number) => place * row + row / 2 + (size.narrow ? 10 : 0);
  const bottom = height - FOOT_PX + 6;
  return (
    <Explorable
      title={model.title}
      desc={model.summary}
      width={size.width}
      height={height}
      points={steps.map((step, place) => ({
        key: step.key,
        x: x((step.from + step.to) / 2),
        y: middleOf(place),
        readout: stepReadout(step),
      }))}
    >
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line className="gr" x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} />
          <text
            className="tx m"
            x={x(tick)}
            y={bottom + 18}
            style={tick === axis.min ? { textAnchor: "start" } : undefined}
          >
            {tick === axis.min ? formatPercent(tick, 0) : formatPercentNumber(tick, 0)}
          </text>
        </g>
      ))}
      {steps.map((step, place) => (
        <Step
          key={step.key}
          placed={{
            step,
            middle: middleOf(place),
            next: place + 1 < steps.length ? middleOf(place + 1) : null,
          }}
          x={x}
          narrow={size.narrow}
        />
      ))}
    </Explorable>
  );
}
