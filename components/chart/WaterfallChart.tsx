"use client";

import type { WaterfallModel } from "@/lib/kernel/proof-chart";
import { ChartFrame } from "./ChartFrame";
import { Plot } from "./Plot";
import { WaterfallPlot, waterfallHeights } from "./WaterfallPlot";

/** From one level to another, part by part. */
export function WaterfallChart({ model }: { model: WaterfallModel }) {
  const { wide, narrow } = waterfallHeights(model);
  return (
    <ChartFrame model={model}>
      <Plot height={wide} narrow_height={narrow}>
        {(size) => <WaterfallPlot model={model} size={size} height={size.narrow ? narrow : wide} />}
      </Plot>
    </ChartFrame>
  );
}
