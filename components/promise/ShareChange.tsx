import { WaterfallChart } from "@/components/chart";
import type { ShareChangeModel } from "@/lib/reports";

/** The change of our share of all routed decisions in three parts, with the address that gives the same figures. */
export function ShareChange({ model }: { model: ShareChangeModel }) {
  return (
    <div className="share-change">
      <WaterfallChart model={model.chart} />
      <p className="note">
        {model.text} <a href={model.api_href}>JSON</a>
      </p>
    </div>
  );
}
