import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { DeviatingTable, NoVerdict } from "@/components/promise";
import { PageHeader, PageSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { assess, listDeviating } from "@/lib/neutrality/server";
import {
  DEVIATING_PAGE,
  deviatingLead,
  deviatingTitle,
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
  const { threshold, cursor, limit, ...asked } = deviating;
  const [answer, verdict] = await Promise.all([
    listDeviating(actor, deviating),
    assess(actor, { ...asked, baseline: "partner_revealed" }),
  ]);
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
        title={deviatingTitle(answer.total, noun, deviating.threshold)}
        lead={deviatingLead(verdict, subjectWords(query, name))}
      />
      <DeviatingTable answer={answer} />
    </>
  );
}
