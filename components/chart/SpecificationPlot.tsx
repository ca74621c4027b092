"use client";

import { formatPoints } from "@/lib/kernel/format";
import type { SpecificationColumn, SpecificationModel } from "@/lib/kernel/proof-chart";
import { Explorable } from "./Explorable";
import type { PlotProps } from "./Plot";
import { Readout } from "./Readout";
import { placeSpecifications, type SpecificationPlace } from "./specification-layout";

const TICK_PX = 8;

type Drawn = {
  model: SpecificationModel;
  at: SpecificationPlace;
  x: (place: number) => number;
  y: (value: number) => number;
};

const colorOf = (column: SpecificationColumn, breach: boolean): string =>
  column.chosen && breach ? "var(--breach)" : column.agrees || column.chosen ? "var(--ink)" : "var(--ink-3)";

const titleOf = ({ chosen, bound }: SpecificationColumn): string =>
  chosen ? "As the verdict measures" : bound ? "A bound, counted apart" : "One way to measure";

function Curve({ model, at, x, y }: Drawn) {
  const chosen = model.columns.findIndex((column) => column.chosen);
  const chosen_x = x(chosen);
  const late = chosen_x > (at.left + at.right) / 2;
  return (
    <>
      {model.axis.ticks.map((tick) => (
        <g key={tick}>
          <line className={tick === 0 ? "ax" : "gr"} x1={at.left} x2={at.right} y1={y(tick)} y2={y(tick)} />
          <text className="tx e" x={at.left - 8} y={y(tick) + 4}>
            {formatPoints(tick, model.axis.ticks.every((each) => Number.isInteger(each * 100)) ? 0 : 1)}
          </text>
        </g>
      ))}
      {chosen < 0 ? null : (
        <>
          <line
            className={model.breach ? "chosen-line breach" : "chosen-line"}
            x1={chosen_x}
            x2={chosen_x}
            y1={at.curve_top - 6}
            y2={at.rows.at(-1) ?? at.curve_bottom}
          />
          <text
            className={`tb halo ${late ? "e" : ""} ${model.breach ? "fb" : ""}`}
            x={chosen_x + (late ? -6 : 6)}
            y={at.curve_top - 8}
          >
            {model.chosen_label}
          </text>
        </>
      )}
      <Bounds model={model} at={at} x={x} />
      {model.columns.map((column, place) => {
        const color = colorOf(column, model.breach);
        return (
          <g key={column.key}>
            <line x1={x(place)} x2={x(place)} y1={y(column.upper)} y2={y(column.lower)} stroke={color} />
            <circle
              cx={x(place)}
              cy={y(column.value)}
              r={column.chosen ? 4 : 2.5}
              fill={column.agrees || column.chosen ? color : "var(--paper)"}
              stroke={color}
            />
          </g>
        );
      })}
    </>
  );
}

/** What parts the bounds from the others, with their name. */
function Bounds({ model, at, x }: Pick<Drawn, "model" | "at" | "x">) {
  const first = model.columns.findIndex(({ bound }) => bound);
  if (first < 1) return null;
  const line = (x(first - 1) + x(first)) / 2;
  return (
    <>
      <line className="gr" x1={line} x2={line} y1={at.curve_top - 6} y2={at.rows.at(-1) ?? at.curve_bottom} />
      <text className="tx e" x={at.right} y={at.curve_top - 8}>
        {model.bound_label}
      </text>
    </>
  );
}

function Choices({ model, at, x, narrow }: Drawn & { narrow: boolean }) {
  const width = Math.max(2, Math.min(6, at.step * 0.5));
  const firsts = model.groups.map((_, group) =>
    model.groups.slice(0, group).reduce((sum, { rows }) => sum + rows.length, 0),
  );
  return model.groups.map((group, place) => (
    <g key={group.label}>
      {narrow ? null : (
        <text className="tx" x={0} y={(at.groups[place] ?? 0) + 11}>
          {group.label}
        </text>
      )}
      {group.rows.map((row, in_group) => {
        const number = (firsts[place] ?? 0) + in_group;
        const middle = at.rows[number] ?? 0;
        return (
          <g key={row}>
            <text
              className={narrow ? "td" : "td e"}
              x={narrow ? at.left : at.left - 10}
              y={narrow ? middle - 9 : middle + 4}
            >
              {narrow ? `${group.label}: ${row}` : row}
            </text>
            {model.columns.map((column, at_column) => {
              const taken = column.picks.includes(number);
              return (
                <rect
                  key={column.key}
                  x={x(at_column) - width / 2}
                  y={middle - TICK_PX / 2}
                  width={width}
                  height={TICK_PX}
                  fill={taken ? colorOf({ ...column, agrees: true }, model.breach) : "var(--grid)"}
                />
              );
            })}
          </g>
        );
      })}
    </g>
  ));
}

/** Results on top, choices beneath, in one column each. */
export function SpecificationPlot({ model, size, height }: PlotProps<SpecificationModel>) {
  const at = placeSpecifications(model, size.width, size.narrow);
  const { min, max } = model.axis;
  const x = (place: number) => at.columns[place] ?? at.left;
  const y = (value: number) =>
    at.curve_bottom - ((value - min) / (max - min)) * (at.curve_bottom - at.curve_top);
  const drawn = { model, at, x, y };
  return (
    <Explorable
      title={model.title}
      desc={model.summary}
      width={size.width}
      height={height}
      points={model.columns.map((column, place) => ({
        key: column.key,
        x: x(place),
        y: y(column.value),
        readout: (
          <Readout
            title={titleOf(column)}
            lines={column.says.map(({ label, value }) => ({ key: label, label, value }))}
          />
        ),
      }))}
    >
      <Curve {...drawn} />
      <Choices {...drawn} narrow={size.narrow} />
    </Explorable>
  );
}
