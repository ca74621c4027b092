"use client";

import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";

/** Under this width charts are redrawn: labels inside, initials of months, no dates at marks. */
export const NARROW_PX = 560;

export type PlotSize = { width: number; narrow: boolean };

/** What a drawing is given: its model, and the size that it has. */
export type PlotProps<Model> = { model: Model; size: PlotSize; height: number };

/**
 * Holds the place of a drawing in its final height and measures how wide it may be. The drawing is made in the browser:
 * it is redrawn at its width, never shrunk.
 */
export function Plot({
  height,
  narrow_height,
  children,
}: {
  height: number;
  narrow_height: number;
  children: (size: PlotSize) => ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.round(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const narrow = width > 0 && width < NARROW_PX;
  return (
    <div
      className="plot"
      ref={frame}
      style={{ "--plot-h": `${height}px`, "--plot-h-narrow": `${narrow_height}px` } as React.CSSProperties}
    >
      {width > 0 ? <Suspense fallback={null}>{children({ width, narrow })}</Suspense> : null}
    </div>
  );
}
