import type { Metadata } from "next";
import { Suspense } from "react";
import { policyFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { PolicySections } from "@/components/routing";
import { SectionSkeleton } from "@/components/ui";
import type { Actor } from "@/lib/access";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, readRecordPage } from "@/lib/register/server";
import { readPolicyTraffic } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Policy" };

export default async function Policy({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/routing/policies/${encodeURIComponent(id)}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.policies, id));
  const { router, version, models } = view;
  return (
    <RecordPage
      kicker="Routing policy"
      title={`${router}, policy ${version}`}
      facts={policyFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="policies"
      edit_href={may_write ? `/routing/policies/${encodeURIComponent(id)}/edit` : null}
      history={history}
    >
      <Suspense fallback={<SectionSkeleton height={240} />}>
        <PolicyTraffic actor={actor} policy={{ router, version, models }} />
      </Suspense>
    </RecordPage>
  );
}

type Subject = Parameters<typeof readPolicyTraffic>[1];

async function PolicyTraffic({ actor, policy }: { actor: Actor; policy: Subject }) {
  const { router, version } = policy;
  return <PolicySections router={router} version={version} {...(await readPolicyTraffic(actor, policy))} />;
}
