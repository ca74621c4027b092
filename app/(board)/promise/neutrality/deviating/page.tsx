import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { DeviatingTable, NoVerdict } from "@/components/promise";
import { PageHeader, PageSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { capitalise, formatCount, formatPercent } from "@/lib/kernel/format";
import { listDeviating } from "@/lib/neutrality/server";
import {
  DEVIATING_PAGE,
  NEUTRALITY_PAGE,
  neutralitySearch,
  readDeviatingView,
  subjectWords,
  viewWords,
} from "@/lib/reports";
import { readNeutralityQuestion } from "@/lib/reports/server";

export const metadata: Metadata = { title: "Deviating decisions" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function DeviatingPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor(DEVIATING_PAGE, "decision:read");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Deviating actor={actor} search={searchParams} />
    </Suspense>
  );
}

async function Deviating({ actor, search }: { actor: PersonActor; search: Search }) {
  const given = await search;
  const question = await readNeutralityQuestion(actor, given);
  if (!question) return <NoVerdict may_upload={can(actor, "traffic:write")} />;
  const { query } = question.view;
  const deviating = readDeviatingView(query, given);
  const answer = await listDeviating(actor, deviating);
  const name = question.parties.find(({ key }) => query.focus === `party:${key}`)?.name ?? null;
  const noun = question.generated ? "simulated decision" : "decision";
  return (
    <>
      <PageHeader
        kicker={
          <Link href={`${NEUTRALITY_PAGE}${neutralitySearch(query)}`}>
            Neutrality, {viewWords(query, question.parties)}
          </Link>
        }
        title={`${capitalise(formatCount(answer.total, noun))} that a neutral router would seldom make`}
        lead={`Choices about ${subjectWords(query, name)} whose chance with a neutral router is under ${formatPercent(deviating.threshold, 0)}, the least likely first. A neutral router makes such choices as well, as often as their chance says; the verdict counts what is beyond.`}
      />
      <DeviatingTable answer={answer} />
    </>
  );
}
