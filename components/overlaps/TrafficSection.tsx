import { Suspense } from "react";
import { BarRows } from "@/components/chart";
import { Section, Skeleton, Verdict } from "@/components/ui";
import { formatPercent } from "@/lib/kernel/format";
import { describeExcess, type Neutrality } from "@/lib/neutrality";
import { type OverlapTraffic, ownerBars } from "@/lib/reports";

type Tested = Promise<Neutrality>;

async function Finding({ neutrality }: { neutrality: Tested }) {
  const tested = await neutrality;
  const excess = describeExcess(tested, "Our own models");
  return (
    <>
      <p>
        <Verdict verdict={tested.verdict} />
      </p>
      {excess ? <p>{excess}</p> : null}
    </>
  );
}

/** The verdict on the traffic of an overlap's router, for the head of the page. */
export async function TrafficVerdict({
  traffic,
  neutrality,
}: {
  traffic: OverlapTraffic;
  neutrality: Tested;
}) {
  return (
    <>
      <Verdict verdict={(await neutrality).verdict} /> {traffic.generated ? "on simulated decisions" : null}
    </>
  );
}

/** Who got what from the router under its policy in force, and whether that is what a neutral router would give. */
export function TrafficSection({
  number,
  traffic,
  neutrality,
}: {
  number: number;
  traffic: OverlapTraffic;
  neutrality: Tested;
}) {
  const own = traffic.owners.find(({ hue }) => hue === "own");
  const title = own
    ? `${traffic.router} gave ${formatPercent(own.share)} of its decisions to our own models.`
    : `${traffic.router} gave nothing to our own models.`;
  return (
    <Section
      number={number}
      title={title}
      text={
        <>
          <p>
            Under policy {traffic.policy_version}, which is in force. A share alone says nothing; the test
            compares it with a neutral router’s.
          </p>
          <Suspense fallback={<Skeleton width={200} height={64} />}>
            <Finding neutrality={neutrality} />
          </Suspense>
        </>
      }
    >
      <BarRows model={ownerBars(traffic)} />
    </Section>
  );
}
