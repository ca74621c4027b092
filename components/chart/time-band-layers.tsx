"use client";

import type { TimeBandModel, TimeBandPoint } from "@/lib/kernel/chart";
import { formatPercent } from "@/lib/kernel/format";
import { dayMs, placeWithRoom, spreadLabels } from "./geometry";
import { Layer, useScales } from "./layers";

/** Of a letter of the label, on the average; a little more than it takes. */
const LETTER_PX = 7;
/** Between the lines and the end of the frame, for the label to stand clear of both. */
const EXCESS_ROOM_PX = 34;

/** `t` is the middle of the day. */
export type Datum = TimeBandPoint & { t: number; band: [number, number] | null };

/** The single days, and from the onset one red stroke a day from expected to observed, up or down by the breach. */
export function DayLayers({
  model,
  data,
  compact,
  labelled,
}: {
  model: TimeBandModel;
  data: readonly Datum[];
  compact: boolean;
  labelled: boolean;
}) {
  const scales = useScales();
  if (!scales) return null;
  const { x, y, area } = scales;
  const inside = (value: number) => value >= model.axis.min && value <= model.axis.max;
  const from = model.excess_from === null ? Number.POSITIVE_INFINITY : dayMs(model.excess_from);
  const side = model.excess_side ?? 1;
  const strokes = data
    .filter(({ t, observed, expected }) => t >= from && observed !== null && expected !== null)
    .filter(({ observed, expected }) => side * ((observed ?? 0) - (expected ?? 0)) > 0)
    .map(
      (datum) =>
        `M${x(datum.t).toFixed(1)} ${y(datum.expected ?? 0).toFixed(1)}V${y(datum.observed ?? 0).toFixed(1)}`,
    );
  return (
    <>
      <Layer at="under">
        {compact
          ? null
          : data.map((datum) =>
              datum.raw !== null && inside(datum.raw) ? (
                <circle
                  key={datum.day}
                  className={model.hue === "ink" ? "dot ink" : "dot"}
                  cx={x(datum.t)}
                  cy={y(datum.raw)}
                  r={1.25}
                />
              ) : null,
            )}
        <path className={compact ? "gap fine" : "gap"} d={strokes.join("")} />
      </Layer>
      {labelled ? <ExcessLabel model={model} data={data} from={from} x={x} y={y} area={area} /> : null}
    </>
  );
}

function ExcessLabel({
  model,
  data,
  from,
  x,
  y,
  area,
}: {
  model: TimeBandModel;
  data: readonly Datum[];
  from: number;
  x: (ms: number) => number;
  y: (value: number) => number;
  area: { y: number; height: number };
}) {
  const [top, bottom] = [area.y, area.y + area.height];
  const during = data.filter((datum) => datum.t >= from && datum.observed !== null);
  const first = during[0];
  const last = during.at(-1);
  if (!model.excess_label || !first || !last) return null;
  const below = model.excess_side === -1;
  const width = model.excess_label.length * LETTER_PX;
  // Clear of both lines along its whole length.
  const edgeAt = (center: number): number => {
    const beneath = during.filter(({ t }) => Math.abs(x(t) - center) <= width / 2);
    const heights = beneath.flatMap((datum) => [
      y(datum.observed ?? 0),
      y(datum.expected ?? datum.observed ?? 0),
    ]);
    return below ? Math.max(...heights) : Math.min(...heights);
  };
  const [left, right] = [x(first.t) + width / 2, x(last.t) - width / 2];
  const roomAt = (center: number) => (below ? bottom - edgeAt(center) : edgeAt(center) - top);
  const center =
    left < right ? placeWithRoom(left, right, roomAt, EXCESS_ROOM_PX) : (x(first.t) + x(last.t)) / 2;
  const text_y = below ? Math.min(bottom - 8, edgeAt(center) + 24) : Math.max(top + 12, edgeAt(center) - 14);
  return (
    <Layer at="text">
      <text className="tb fb m halo" x={center} y={text_y}>
        {model.excess_label}
      </text>
    </Layer>
  );
}

/** Names and last values at the right end of the lines; in the plot, above and below them, where it is narrow. */
export function EndLabels({
  data,
  narrow,
  own = true,
}: {
  data: readonly Datum[];
  narrow: boolean;
  own?: boolean;
}) {
  const tone = own ? "tb fo" : "tb";
  const scales = useScales();
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
        <text className={`${tone} halo m`} x={x(at.t)} y={y(at.observed ?? observed) + (above ? -14 : 24)}>
          Observed {formatPercent(observed)}
        </text>
        <text className="tb halo m" x={x(at.t)} y={y(at.expected ?? expected) + (above ? 30 : -20)}>
          Expected {formatPercent(expected)}
        </text>
      </Layer>
    );
  }
  const left = area.x + area.width + 12;
  const [seen = 0, neutral = 0] = spreadLabels(
    [y(observed), y(expected)],
    34,
    area.y + 8,
    area.y + area.height - 16,
  );
  return (
    <Layer at="text">
      <text className={tone} x={left} y={seen}>
        Observed
      </text>
      <text className="td" x={left} y={seen + 15}>
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
export function BandLabel({ model, data }: { model: TimeBandModel; data: readonly Datum[] }) {
  const scales = useScales();
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

const RANGE_BAR_PX = 18;

/** The range of a single day as a bar: an area over one day has no width. */
export function RangeBars({ data }: { data: readonly Datum[] }) {
  const scales = useScales();
  if (!scales || data.filter(({ band }) => band !== null).length !== 1) return null;
  const { x, y } = scales;
  return (
    <Layer at="under">
      {data.map(({ day, t, lower, upper }) =>
        lower === null || upper === null ? null : (
          <rect
            key={day}
            x={x(t) - RANGE_BAR_PX / 2}
            y={y(upper)}
            width={RANGE_BAR_PX}
            height={Math.max(1, y(lower) - y(upper))}
            fill="var(--band)"
          />
        ),
      )}
    </Layer>
  );
}
