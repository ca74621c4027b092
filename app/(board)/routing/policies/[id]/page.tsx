import type { Metadata } from "next";
import { Suspense } from "react";
import { policyFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { SectionSkeleton } from "@/components/ui";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { canPreflight } from "@/lib/neutrality";
import type { SearchParams } from "@/lib/register";
import { entities, readRecordPage } from "@/lib/register/server";
import { PolicyTraffic } from "./sections";

export const metadata: Metadata = { title: "Policy" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function Policy({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/routing/policies/${encodeURIComponent(id)}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.policies, id));
  const { key, router, version, models, rule } = view;
  const { preflight } = await searchParams;
  const asked = typeof preflight === "string" ? preflight : null;
  const run = {
    ...{ policy: key, asked },
    may_run: may_write && meta.retired_at === null,
    runnable: canPreflight(rule),
  };
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
        <PolicyTraffic actor={actor} policy={{ router, version, models }} run={run} />
      </Suspense>
    </RecordPage>
  );
}
