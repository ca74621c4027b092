"use client";

import { lazy } from "react";
import { HueKey } from "@/components/ui";
import type { ChartSeries, LinesModel, StackedShareModel } from "@/lib/kernel/chart";
import { ChartFrame } from "./ChartFrame";
import { Plot } from "./Plot";

const StackedSharePlot = lazy(() => import("./StackedSharePlot"));
const LinesPlot = lazy(() => import("./LinesPlot"));

/** Only where there is no room for names beside the drawing. */
function NarrowLegend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <div className="legend" aria-hidden="true">
      {series.map((each) => (
        <HueKey key={each.key} hue={each.hue}>
          {each.label}
        </HueKey>
      ))}
    </div>
  );
}

/** Shares over time that add up to all of it. */
export function StackedShareChart({ model }: { model: StackedShareModel }) {
  return (
    <ChartFrame model={model}>
      <Plot height={420} narrow_height={330}>
        {(size) => <StackedSharePlot model={model} size={size} height={size.narrow ? 330 : 420} />}
      </Plot>
      <NarrowLegend series={model.series} />
    </ChartFrame>
  );
}

/** Levels over time beside each other. */
export function LinesChart({ model }: { model: LinesModel }) {
  return (
    <ChartFrame model={model}>
      <Plot height={372} narrow_height={300}>
        {(size) => <LinesPlot model={model} size={size} height={size.narrow ? 300 : 372} />}
      </Plot>
      <NarrowLegend series={model.series} />
    </ChartFrame>
  );
}
