"use client";

import { lazy } from "react";
import type { EvidenceModel, EvidenceTone } from "@/lib/kernel/proof-chart";
import { ChartFrame } from "./ChartFrame";
import { Plot } from "./Plot";

const EvidencePlot = lazy(() => import("./EvidencePlot"));

const WIDE_PX = 360;
const NARROW_PX = 300;

const STROKES: Record<EvidenceTone, string> = {
  check: "key-line",
  part: "key-line part",
  any: "key-line any",
};

/** Only where there is no room for names beside the lines. */
function NarrowLegend({ model }: { model: EvidenceModel }) {
  return (
    <div className="legend" aria-hidden="true">
      {model.series.map(({ key, label, tone }) => (
        <span className="key" key={key}>
          <i className={STROKES[tone]} />
          {label}
        </span>
      ))}
    </div>
  );
}

/** Evidence as it grew, against the line that was fixed. */
export function EvidenceChart({ model }: { model: EvidenceModel }) {
  return (
    <ChartFrame model={model}>
      <Plot height={WIDE_PX} narrow_height={NARROW_PX}>
        {(size) => <EvidencePlot model={model} size={size} height={size.narrow ? NARROW_PX : WIDE_PX} />}
      </Plot>
      <NarrowLegend model={model} />
    </ChartFrame>
  );
}
