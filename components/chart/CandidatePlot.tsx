"use client";

import { formatNumber } from "@/lib/kernel/format";
import { hueVar } from "@/lib/kernel/hue";
import type { CandidateDot, CandidateModel } from "@/lib/kernel/proof-chart";
import { Explorable } from "./Explorable";
import { textWidth } from "./geometry";
import type { PlotProps, PlotSize } from "./Plot";
import { Readout } from "./Readout";

const LEFT_PX = 44;
const RIGHT_PX = 16;
const TOP_PX = 16;
const FOOT_PX = 44;
const LABEL_PX = 14;
/** Figures of the mono are wider than those of the sans. */
const MONO = 1.15;

type Placed = { dot: CandidateDot; x: number; y: number };
type Label = { x: number; y: number; end: boolean; from: number; to: number };

/** Names beside their dots, on the side where there is room, moved down where another name stands already. */
function placeLabels(placed: readonly Placed[], width: number): Label[] {
  const taken: Label[] = [];
  const labels = new Map<Placed, Label>();
  for (const each of placed.toSorted((a, b) => a.y - b.y)) {
    const size = textWidth(each.dot.label) * MONO;
    const end = each.x + 14 + size > width - 2;
    const from = end ? each.x - 14 - size : each.x + 14;
    const label = { x: each.x + (end ? -14 : 14), y: each.y + 4, end, from, to: from + size };
    const clashes = () =>
      taken.some(
        (other) => Math.abs(other.y - label.y) < LABEL_PX && from < other.to + 4 && label.to + 4 > other.from,
      );
    while (clashes()) label.y += LABEL_PX / 2;
    taken.push(label);
    labels.set(each, label);
  }
  return placed.flatMap((each) => labels.get(each) ?? []);
}

function Axes({
  model,
  x,
  y,
  size,
  bottom,
}: {
  model: CandidateModel;
  x: (v: number) => number;
  y: (v: number) => number;
  size: PlotSize;
  bottom: number;
}) {
  const { x_axis, y_axis, x_label } = model;
  const digits = (ticks: readonly number[]) => (ticks.every(Number.isInteger) ? 0 : 2);
  return (
    <>
      {y_axis.ticks.map((tick) => (
        <g key={tick}>
          <line className="gr" x1={LEFT_PX} x2={size.width - RIGHT_PX} y1={y(tick)} y2={y(tick)} />
          <text className="tx e" x={LEFT_PX - 8} y={y(tick) + 4}>
            {formatNumber(tick, 2)}
          </text>
        </g>
      ))}
      <line className="ax" x1={LEFT_PX} x2={size.width - RIGHT_PX} y1={bottom} y2={bottom} />
      {x_axis.ticks.map((tick) => (
        <text key={tick} className="tx m" x={x(tick)} y={bottom + 17}>
          {formatNumber(tick, digits(x_axis.ticks))}
        </text>
      ))}
      <text className="tx e" x={size.width - RIGHT_PX} y={bottom + 36}>
        {x_label}
      </text>
    </>
  );
}

/** Dots in the hues of their owners; a dotted line leads from what it is compared with to the choice. */
export function CandidatePlot({ model, size, height }: PlotProps<CandidateModel>) {
  const { x_axis, y_axis, dots } = model;
  const bottom = height - FOOT_PX;
  const x = (value: number) =>
    LEFT_PX +
    12 +
    ((value - x_axis.min) / (x_axis.max - x_axis.min)) * (size.width - LEFT_PX - RIGHT_PX - 24);
  const y = (value: number) =>
    bottom - ((value - y_axis.min) / (y_axis.max - y_axis.min)) * (bottom - TOP_PX);
  const placed = dots.map((dot) => ({ dot, x: x(dot.x), y: y(dot.y) }));
  const labels = placeLabels(placed, size.width);
  const chosen = placed.find(({ dot }) => dot.chosen);
  const standard = placed.find(({ dot }) => dot.standard);
  return (
    <Explorable
      title={model.title}
      desc={model.summary}
      width={size.width}
      height={height}
      points={placed.map((each) => ({
        key: each.dot.key,
        x: each.x,
        y: each.y,
        readout: (
          <Readout
            title={`${each.dot.label}, ${each.dot.owner}`}
            lines={each.dot.says.map(({ label, value }) => ({ key: label, label, value }))}
            {...(each.dot.chosen ? { note: "Chosen." } : {})}
          />
        ),
      }))}
    >
      <Axes model={model} x={x} y={y} size={size} bottom={bottom} />
      {chosen && standard && chosen !== standard ? (
        <line className="instead" x1={standard.x} y1={standard.y} x2={chosen.x} y2={chosen.y} />
      ) : null}
      {placed.map((each, place) => {
        const label = labels[place];
        return (
          <g key={each.dot.key}>
            {each.dot.chosen ? <circle className="ring" cx={each.x} cy={each.y} r={9.5} /> : null}
            <circle cx={each.x} cy={each.y} r={5.5} fill={hueVar(each.dot.hue)} />
            {label ? (
              <text className={label.end ? "tm e halo" : "tm halo"} x={label.x} y={label.y}>
                {each.dot.label}
              </text>
            ) : null}
          </g>
        );
      })}
    </Explorable>
  );
}
