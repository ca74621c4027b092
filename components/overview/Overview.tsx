import Link from "next/link";
import type { ReactNode } from "react";
import { TimeBandChart } from "@/components/chart";
import { PageEnd, Section } from "@/components/ui";
import { formatDigest, formatRange } from "@/lib/kernel/format";
import { neutralityHref, type Promised, type TrafficWindow, type VerdictModel } from "@/lib/reports";
import { RouterStories } from "./RouterStories";
import { VerdictHeader } from "./VerdictHeader";

export type OverviewProps = {
  promised: Promised | null;
  verdict: VerdictModel;
  window: TrafficWindow;
  /** Address of what the reader may see of single decisions. */
  decisions: string;
  /** Exposure and what needs a decision; they come when they are ready. */
  children: ReactNode;
};

/** Ten seconds: the promise and its verdict, one chart, the routers, the partners, what waits. */
export function Overview({ promised, verdict, window, decisions, children }: OverviewProps) {
  const { from, to, incomplete } = window;
  return (
    <>
      <VerdictHeader promised={promised} verdict={verdict} window={{ from, to }} />
      <Section
        number={1}
        title={verdict.finding}
        text={
          <>
            <p>{verdict.finding_text}</p>
            <p>
              <Link href={neutralityHref({ from, to })}>The evidence</Link>
            </p>
          </>
        }
      >
        <TimeBandChart model={verdict.chart} />
      </Section>
      <Section
        number={2}
        wide
        page_break
        title={verdict.routers_title}
        text={
          <p>
            A share chart cannot tell them apart. Each change is split into what the work brought (mix), what
            our models earned by quality, price and latency, and what remains beyond expected. Same axes;
            observed in <span className="own">blue</span>, expected the thin line within its range.
          </p>
        }
      >
        <RouterStories stories={verdict.routers} window={{ from, to }} decisions={decisions} />
      </Section>
      {children}
      <PageEnd
        items={[
          {
            key: "window",
            content: `${formatRange(from, to)}${incomplete ? "; today, incomplete, is hatched" : ""}`,
          },
          {
            key: "method",
            content: (
              <>
                Method <span className="mono">{verdict.method_version}</span>
              </>
            ),
          },
          {
            key: "digest",
            content: (
              <>
                Data{" "}
                <span className="mono" title={verdict.digest}>
                  {formatDigest(verdict.digest)}
                </span>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
