"use client";

import { formatNumber, formatPercent, formatPercentNumber } from "@/lib/kernel/format";
import type { CalibrationDot, CalibrationModel } from "@/lib/kernel/proof-chart";
import { curvePaths, type PlacedPanel, placePanels, radius, tilted } from "./calibration-layout";
import { Explorable, type ExplorablePoint } from "./Explorable";
import type { PlotProps } from "./Plot";
import { Readout } from "./Readout";

const WIDE_PX = 500;
const NARROW_PX = 344;
const NARROW_OTHERS_PX = 216;
/** Where along the expected shares the curve is named: beside it nothing is drawn. */
const LABEL_AT = 0.4;

/** Beneath the main square there is room for the small ones where it is narrow. */
export const calibrationHeights = ({ others }: CalibrationModel) => ({
  wide: WIDE_PX,
  narrow: NARROW_PX + (others.length > 0 ? NARROW_OTHERS_PX : 0),
});

function Dots({
  dots,
  placed,
  since,
  hue,
}: {
  dots: readonly CalibrationDot[];
  placed: PlacedPanel;
  since: boolean;
  hue: string;
}) {
  const { frame, small, panel } = placed;
  const all = [...panel.before, ...panel.since];
  const color = since ? hue : "var(--ink)";
  return dots.map((dot) => {
    const cx = frame.x(dot.expected);
    const top = Math.max(frame.top, frame.y(dot.upper));
    return (
      <g key={dot.expected}>
        <line
          x1={cx}
          x2={cx}
          y1={top}
          y2={frame.y(dot.lower)}
          stroke={color}
          strokeWidth={small ? 0.75 : 1}
          strokeOpacity={0.6}
        />
        <circle
          cx={cx}
          cy={frame.y(dot.observed)}
          r={radius(dot, all, small)}
          fill={since ? color : "var(--paper)"}
          stroke={color}
          strokeWidth={since ? 0 : 1.25}
        />
      </g>
    );
  });
}

function Axes({ placed, model, narrow }: { placed: PlacedPanel; model: CalibrationModel; narrow: boolean }) {
  const { frame, small, panel } = placed;
  const { left, top, size, x, y } = frame;
  const bottom = top + size;
  const { max } = model.axis;
  const ticks = small ? [0, max] : model.axis.ticks;
  return (
    <>
      {small ? (
        <text className="td" x={left} y={top - 10}>
          {panel.title} {narrow ? null : <tspan className="tx">{panel.note}</tspan>}
        </text>
      ) : (
        ticks.map((tick) => (
          <line key={tick} className="gr" x1={left} x2={left + size} y1={y(tick)} y2={y(tick)} />
        ))
      )}
      <line className="ax" x1={left} x2={left + size} y1={bottom} y2={bottom} />
      {ticks.map((tick) => (
        <g key={tick}>
          <text
            className={small && tick === max ? "tx e" : "tx m"}
            x={x(tick)}
            y={bottom + (small ? 15 : 17)}
          >
            {formatPercentNumber(tick, 0)}
          </text>
          {small || tick === 0 ? null : (
            <text className="tx e" x={left - 8} y={y(tick) + 4}>
              {formatPercentNumber(tick, 0)}
            </text>
          )}
        </g>
      ))}
      <path className="l-exp thin" d={`M${x(0)} ${y(0)}L${x(max)} ${y(max)}`} />
    </>
  );
}

function Curve({ placed, model }: { placed: PlacedPanel; model: CalibrationModel }) {
  if (!model.curve) return null;
  const { frame } = placed;
  const { max } = model.axis;
  const { line, area } = curvePaths(frame, max, model.curve.log_odds);
  const upwards = model.curve.log_odds > 0;
  const at = max * LABEL_AT;
  return (
    <>
      <path className={model.breach ? "gapf" : "bandf"} d={area} />
      <path className={model.breach ? "tilt breach" : "tilt"} d={line} />
      <text
        className={`tb halo ${upwards ? "e" : ""} ${model.breach ? "fb" : ""}`}
        x={frame.x(at) + (upwards ? -16 : 16)}
        y={frame.y(tilted(at, model.curve.log_odds)) + (upwards ? -8 : 16)}
      >
        {model.curve.label}
      </text>
    </>
  );
}

function Legend({ placed, model, hue }: { placed: PlacedPanel; model: CalibrationModel; hue: string }) {
  const { left, top, size } = placed.frame;
  const right = left + size;
  const bottom = top + size;
  return (
    <g>
      <text className="tx e" x={right} y={bottom + 34}>
        Expected share in the group, %
      </text>
      <text className="td e halo" x={right - 12} y={bottom - 16}>
        {model.before_label}
      </text>
      <text className="td e halo" x={right - 12} y={bottom - (model.before_label ? 36 : 16)}>
        {model.since_label}
      </text>
      {model.before_label ? (
        <circle
          cx={right - 4}
          cy={bottom - 20}
          r={4}
          fill="var(--paper)"
          stroke="var(--ink)"
          strokeWidth={1.25}
        />
      ) : null}
      <circle cx={right - 4} cy={bottom - (model.before_label ? 40 : 20)} r={4.5} fill={hue} />
    </g>
  );
}

function pointsOf(panels: readonly PlacedPanel[], model: CalibrationModel): ExplorablePoint[] {
  return panels.flatMap(({ panel, frame }) => {
    const periods = [
      { name: model.before_label ? "before" : "", dots: panel.before },
      { name: model.before_label ? "since" : "", dots: panel.since },
    ];
    return periods.flatMap(({ name, dots }) =>
      dots.map((dot) => ({
        key: `${panel.key} ${name} ${dot.expected}`,
        x: frame.x(dot.expected),
        y: frame.y(dot.observed),
        readout: (
          <Readout
            title={[panel.title, name].filter(Boolean).join(", ")}
            lines={[
              { key: "expected", label: "Expected", value: formatPercent(dot.expected) },
              { key: "observed", label: "Observed", value: formatPercent(dot.observed) },
              {
                key: "interval",
                label: "99\u00a0% interval",
                value: `${formatPercentNumber(dot.lower)} to ${formatPercent(dot.upper)}`,
              },
            ]}
            note={`n = ${formatNumber(dot.decisions)}`}
          />
        ),
      })),
    );
  });
}

/** Groups of decisions as dots with intervals; before the onset hollow, since then full. */
export function CalibrationPlot({ model, size, height }: PlotProps<CalibrationModel>) {
  const panels = placePanels(model, size.width, height, size.narrow);
  const hue = `var(--${model.hue})`;
  const [main] = panels;
  if (!main) return null;
  return (
    <Explorable
      title={model.title}
      desc={model.summary}
      width={size.width}
      height={height}
      points={pointsOf(panels, model)}
    >
      {panels.map((placed) => (
        <Axes key={placed.panel.key} placed={placed} model={model} narrow={size.narrow} />
      ))}
      <Curve placed={main} model={model} />
      {panels.map((placed) => (
        <g key={placed.panel.key}>
          {placed.small ? null : <Dots dots={placed.panel.before} placed={placed} since={false} hue={hue} />}
          <Dots dots={placed.panel.since} placed={placed} since hue={hue} />
        </g>
      ))}
      <Legend placed={main} model={model} hue={hue} />
    </Explorable>
  );
}
