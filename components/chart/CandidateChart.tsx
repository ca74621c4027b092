"use client";

import type { CandidateModel } from "@/lib/kernel/proof-chart";
import { CandidatePlot } from "./CandidatePlot";
import { ChartFrame } from "./ChartFrame";
import { Plot } from "./Plot";

const WIDE_PX = 280;
const NARROW_PX = 300;

/** The candidates of one decision by cost and quality, the chosen one ringed. */
export function CandidateChart({ model }: { model: CandidateModel }) {
  return (
    <ChartFrame model={model}>
      <Plot height={WIDE_PX} narrow_height={NARROW_PX}>
        {(size) => <CandidatePlot model={model} size={size} height={size.narrow ? NARROW_PX : WIDE_PX} />}
      </Plot>
    </ChartFrame>
  );
}
