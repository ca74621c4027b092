import type { Metadata } from "next";
import { Suspense } from "react";
import { Overview, SetupSteps } from "@/components/overview";
import { PageSkeleton, SectionSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { readOverview } from "@/lib/reports/server";
import { ExposureSection, TodoSection } from "./sections";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const actor = await requireActor("/overview", "routing:read");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <OverviewBody actor={actor} />
    </Suspense>
  );
}

async function OverviewBody({ actor }: { actor: PersonActor }) {
  const { promised, traffic, verdict, setup } = await readOverview(actor);
  if (!traffic || !verdict)
    return <SetupSteps setup={setup} promised={promised} may_write={can(actor, "register:write")} />;
  const decisions = can(actor, "decision:read") ? "/routing/decisions" : "/routing/share";
  return (
    <Overview promised={promised} verdict={verdict} window={traffic.window} decisions={decisions}>
      {can(actor, "overlap:read") ? (
        <>
          <Suspense fallback={<SectionSkeleton height={360} />}>
            <ExposureSection actor={actor} window={traffic.window} />
          </Suspense>
          <Suspense fallback={<SectionSkeleton height={420} />}>
            <TodoSection actor={actor} window={traffic.window} verdict={verdict} />
          </Suspense>
        </>
      ) : null}
    </Overview>
  );
}
