"use client";

import { lazy } from "react";
import type { TimeBandModel } from "@/lib/kernel/chart";
import { ChartFrame } from "./ChartFrame";
import { Plot } from "./Plot";

const TimeBandPlot = lazy(() => import("./TimeBandPlot"));

const HEIGHTS = { full: [372, 300], compact: [206, 206] } as const;

/** Observed share against what a neutral router would have reached. `compact` is for small multiples. */
export function TimeBandChart({ model, compact = false }: { model: TimeBandModel; compact?: boolean }) {
  const [wide, narrow] = HEIGHTS[compact ? "compact" : "full"];
  return (
    <ChartFrame model={model} bare={compact}>
      <Plot height={wide} narrow_height={narrow}>
        {(size) => (
          <TimeBandPlot model={model} size={size} height={size.narrow ? narrow : wide} compact={compact} />
        )}
      </Plot>
    </ChartFrame>
  );
}
