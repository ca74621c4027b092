import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { NeutralityView, NoVerdict, QuestionBar, RecomputeLine, VerdictSkeleton } from "@/components/promise";
import { PageSkeleton, Skeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { readBeside, watchProgress } from "@/lib/neutrality/server";
import { isNarrowed, NEUTRALITY_PAGE, neutralitySearch } from "@/lib/reports";
import { type NeutralityQuestion, readNeutralityPage, readNeutralityQuestion } from "@/lib/reports/server";
import {
  AroundPart,
  attempt,
  CarriesPart,
  ExcludedShare,
  HeadlineNotes,
  HeldAgainstPart,
  HeldAgainstWaiting,
  type PartInput,
  SpecificationsPart,
  TellingPart,
  type Watches,
} from "./parts";
import { ShareChangePart } from "./share-change";
import { Waiting } from "./waiting";

export const metadata: Metadata = { title: "Neutrality" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function NeutralityPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor(NEUTRALITY_PAGE, "routing:read");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Question actor={actor} search={searchParams} />
    </Suspense>
  );
}

async function Question({ actor, search }: { actor: PersonActor; search: Search }) {
  const question = await readNeutralityQuestion(actor, await search);
  if (!question) return <NoVerdict may_upload={can(actor, "traffic:write")} />;
  const { view, whole, dimensions, parties } = question;
  return (
    <>
      <QuestionBar
        query={view.query}
        dimensions={dimensions}
        parties={parties
          .filter(({ first_party, kinds }) => !first_party && kinds.length > 0)
          .map(({ key, name }) => ({ key, name }))}
        narrowed={isNarrowed(view, whole)}
        ignored={view.ignored}
      />
      <Suspense key={neutralitySearch(view.query)} fallback={<VerdictSkeleton />}>
        <Answer actor={actor} question={question} />
      </Suspense>
    </>
  );
}

async function Answer({ actor, question }: { actor: PersonActor; question: NeutralityQuestion }) {
  const { model, evidence } = await readNeutralityPage(actor, question);
  const { query } = question.view;
  const { neutrality } = evidence.answer;
  const search = neutralitySearch(query);
  const watches: Watches = {
    specifications: watchProgress(),
    beside: watchProgress(),
    telling: watchProgress(),
  };
  // Where nothing is tested, nothing stands beside it.
  const beside = attempt(
    "beside the verdict",
    neutrality.usable > 0 ? readBeside(actor, query, watches.beside) : Promise.resolve(null),
    watches.beside,
  );
  const part = { actor, question, evidence, model, search, beside, watches };
  const later =
    (Part: (input: PartInput) => ReactNode | Promise<ReactNode>, watched: keyof Watches, height: number) =>
    (number: number) => (
      <Suspense fallback={<Waiting watch={watches[watched]} part={watched} height={height} />}>
        <Part {...part} number={number} />
      </Suspense>
    );
  return (
    <NeutralityView
      model={model}
      counts={neutrality}
      search={search}
      specifications={later(SpecificationsPart, "specifications", 487)}
      share_change={
        <Suspense fallback={<Skeleton height={250} />}>
          <ShareChangePart actor={actor} question={question} evidence={evidence} />
        </Suspense>
      }
      telling={can(actor, "decision:read") ? later(TellingPart, "telling", 520) : null}
      held_against={(number) => (
        <Suspense
          fallback={<HeldAgainstWaiting model={model} number={number} search={search} watches={watches} />}
        >
          <HeldAgainstPart {...part} number={number} />
        </Suspense>
      )}
      notes={
        <Suspense fallback={null}>
          <HeadlineNotes beside={beside} />
        </Suspense>
      }
      share_of={(reason) => (
        <Suspense fallback={<Skeleton height={18} />}>
          <ExcludedShare beside={beside} reason={reason} />
        </Suspense>
      )}
      carries={later(CarriesPart, "beside", 620)}
      around={later(AroundPart, "beside", 560)}
      end={<RecomputeLine query={query} neutrality={neutrality} />}
    />
  );
}
