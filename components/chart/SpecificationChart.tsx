"use client";

import type { SpecificationModel } from "@/lib/kernel/proof-chart";
import { ChartFrame } from "./ChartFrame";
import { Plot } from "./Plot";
import { SpecificationPlot } from "./SpecificationPlot";
import { specificationHeight } from "./specification-layout";

/** The same question under every defensible choice, sorted by result, with the choices beneath. */
export function SpecificationChart({ model }: { model: SpecificationModel }) {
  const [wide, narrow] = [specificationHeight(model, false), specificationHeight(model, true)];
  return (
    <ChartFrame model={model}>
      <Plot height={wide} narrow_height={narrow}>
        {(size) => <SpecificationPlot model={model} size={size} height={size.narrow ? narrow : wide} />}
      </Plot>
    </ChartFrame>
  );
}
