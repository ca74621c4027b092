"use client";

import type { CalibrationModel } from "@/lib/kernel/proof-chart";
import { CalibrationPlot, calibrationHeights } from "./CalibrationPlot";
import { ChartFrame } from "./ChartFrame";
import { Plot } from "./Plot";

/** Observed by expected share, with the diagonal on which a neutral router lies. */
export function CalibrationChart({ model }: { model: CalibrationModel }) {
  const { wide, narrow } = calibrationHeights(model);
  return (
    <ChartFrame model={model}>
      <Plot height={wide} narrow_height={narrow}>
        {(size) => <CalibrationPlot model={model} size={size} height={size.narrow ? narrow : wide} />}
      </Plot>
    </ChartFrame>
  );
}
