import type { Metadata } from "next";
import { Suspense } from "react";
import { DeviationsBar, DeviationsView, NoVerdict } from "@/components/promise";
import { PageSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { DEVIATIONS_PAGE, deviationsSearch } from "@/lib/reports";
import { type NeutralityQuestion, readDeviationsPage, readNeutralityQuestion } from "@/lib/reports/server";

export const metadata: Metadata = { title: "Deviations from the declared rule" };

type Given = Record<string, string | string[] | undefined>;

export default async function DeviationsPage({ searchParams }: { searchParams: Promise<Given> }) {
  const actor = await requireActor(DEVIATIONS_PAGE, "decision:read");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Deviations actor={actor} search={searchParams} />
    </Suspense>
  );
}

async function Deviations({ actor, search }: { actor: PersonActor; search: Promise<Given> }) {
  const given = await search;
  const question = await readNeutralityQuestion(actor, given);
  if (!question) return <NoVerdict may_upload={can(actor, "traffic:write")} />;
  const text = (name: string) => (typeof given[name] === "string" ? given[name] : undefined);
  return (
    <Suspense
      key={deviationsSearch(question.view.query, { cursor: text("cursor") })}
      fallback={<PageSkeleton />}
    >
      <Listed actor={actor} question={question} cursor={text("cursor")} one={text("one")} />
    </Suspense>
  );
}

type ListedProps = {
  actor: PersonActor;
  question: NeutralityQuestion;
  cursor: string | undefined;
  one: string | undefined;
};

async function Listed({ actor, question, cursor, one }: ListedProps) {
  const { view, dimensions, parties, generated } = question;
  const read = await readDeviationsPage(actor, view.query, cursor);
  return (
    <>
      <DeviationsBar
        query={view.query}
        dimensions={dimensions}
        parties={parties.filter(({ first_party, kinds }) => !first_party && kinds.length > 0)}
        ignored={view.ignored}
        misplaced={read.misplaced}
        exportable={read.answer.total > 0}
      />
      <DeviationsView
        query={view.query}
        answer={read.answer}
        parties={parties}
        generated={generated}
        cursor={read.misplaced ? undefined : cursor}
        one={one}
      />
    </>
  );
}
