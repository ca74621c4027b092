import type { Metadata } from "next";
import { Suspense } from "react";
import { AtHand, HowWeKnow, NoVerdict } from "@/components/promise";
import { PageSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import type { Beside, SpecificationCurve } from "@/lib/neutrality";
import { readBeside, readSpecifications } from "@/lib/neutrality/server";
import {
  explainBeside,
  explainCurve,
  explainLimits,
  explainSteps,
  explainTerms,
  HOW_WE_KNOW_PAGE,
  neutralitySearch,
  type TermText,
  viewWords,
} from "@/lib/reports";
import { readNeutralityAnswer, readNeutralityQuestion } from "@/lib/reports/server";
import { type Attempt, attempt } from "../parts";

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
  const name = question.parties.find(({ key }) => query.focus === `party:${key}`)?.name ?? null;
  const told = { answer, party_name: name };
  const tested = answer.neutrality.usable > 0;
  // One after the other, as they are computed; both are kept from the page that one comes from.
  const beside = attempt("beside the verdict", tested ? readBeside(actor, query) : Promise.resolve(null));
  const curve = attempt(
    "specifications",
    beside.then(() => (tested ? readSpecifications(actor, query) : null)),
  );
  return (
    <HowWeKnow
      search={neutralitySearch(query)}
      view_words={viewWords(query, question.parties)}
      steps={explainSteps(answer)}
      groups={explainTerms(answer)}
      limits={explainLimits(answer)}
      later={(term) => (
        <Suspense fallback={<AtHand>its numbers are being computed.</AtHand>}>
          {term.later === "beside" ? (
            <BesideNumbers term={term.key} beside={beside} told={told} />
          ) : (
            <CurveNumbers term={term.key} curve={curve} />
          )}
        </Suspense>
      )}
    />
  );
}

type Numbers = { term: TermText["key"] };

async function BesideNumbers({
  term,
  beside,
  told,
}: Numbers & { beside: Attempt<Beside>; told: Parameters<typeof explainBeside>[2] }) {
  const read = await beside;
  return <AtHand>{read ? explainBeside(term, read, told) : FAULT}</AtHand>;
}

async function CurveNumbers({ term, curve }: Numbers & { curve: Attempt<SpecificationCurve> }) {
  const read = await curve;
  return <AtHand>{read ? explainCurve(term, read) : FAULT}</AtHand>;
}

const FAULT = "its numbers could not be computed just now.";
