import type { Metadata } from "next";
import { Suspense } from "react";
import { HowWeKnow, NoVerdict } from "@/components/promise";
import { PageSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import {
  explainLimits,
  explainSteps,
  explainTerms,
  HOW_WE_KNOW_PAGE,
  neutralitySearch,
  viewWords,
} from "@/lib/reports";
import { readNeutralityAnswer, readNeutralityQuestion } from "@/lib/reports/server";

export const metadata: Metadata = { title: "How we know" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function HowWeKnowPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor(HOW_WE_KNOW_PAGE, "routing:read");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Explained actor={actor} search={searchParams} />
    </Suspense>
  );
}

async function Explained({ actor, search }: { actor: PersonActor; search: Search }) {
  const question = await readNeutralityQuestion(actor, await search);
  if (!question) return <NoVerdict may_upload={can(actor, "traffic:write")} />;
  const { query } = question.view;
  const answer = await readNeutralityAnswer(actor, question);
  return (
    <HowWeKnow
      search={neutralitySearch(query)}
      view_words={viewWords(query, question.parties)}
      steps={explainSteps(answer)}
      groups={explainTerms(answer)}
      limits={explainLimits(answer)}
    />
  );
}
