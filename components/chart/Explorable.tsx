"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";

export type ExplorablePoint = { key: string; x: number; y: number; readout: ReactNode };

const REACH_PX = 48;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * A drawing of our own whose points can be asked for exact values: the pointer finds the nearest, the arrow keys go from
 * one to the next. The points are in the order in which they are read.
 */
export function Explorable({
  title,
  desc,
  width,
  height,
  points,
  children,
}: {
  title: string;
  /** What there is to see; how to move is added. */
  desc: string;
  width: number;
  height: number;
  points: readonly ExplorablePoint[];
  children: ReactNode;
}) {
  const [place, setPlace] = useState<number | null>(null);
  const point = place === null ? undefined : points[place];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === "Escape") setPlace(null);
    if (step === undefined || points.length === 0) return;
    event.preventDefault();
    setPlace(place === null ? 0 : Math.min(points.length - 1, Math.max(0, place + step)));
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = box.width > 0 ? width / box.width : 1;
    const x = (event.clientX - box.left) * scale;
    const y = (event.clientY - box.top) * scale;
    const distance = (each: ExplorablePoint) => Math.hypot(each.x - x, each.y - y);
    const nearest = points.reduce((best, each, at) => {
      const found = points[best];
      return found && distance(found) <= distance(each) ? best : at;
    }, 0);
    const found = points[nearest];
    setPlace(found && distance(found) <= REACH_PX ? nearest : null);
  };
  return (
    <div className="explore">
      <svg
        data-plot
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="application"
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the points, as in charts by Recharts
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => setPlace(null)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPlace(null)}
      >
        <desc>{desc} Arrow keys move from point to point.</desc>
        {children}
        {point ? <circle className="at" cx={point.x} cy={point.y} r={8} /> : null}
      </svg>
      {point ? (
        <div
          className={point.x > width / 2 ? "explore-at left" : "explore-at"}
          style={{ left: point.x, top: point.y }}
        >
          {point.readout}
        </div>
      ) : null}
    </div>
  );
}
