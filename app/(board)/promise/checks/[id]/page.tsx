import type { Metadata } from "next";
import { AnswerAct } from "@/components/promise-watch/AnswerAct";
import { AnswersSection } from "@/components/promise-watch/AnswersSection";
import { DecideAct, RunAct } from "@/components/promise-watch/CheckActs";
import { CheckPage } from "@/components/promise-watch/CheckPage";
import { watchHref } from "@/components/promise-watch/hrefs";
import { LinkButton } from "@/components/ui";
import { actorRef, can } from "@/lib/access";
import { listAnswers } from "@/lib/commitments/server";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { readCheckPage } from "./read-check-page";

export const metadata: Metadata = { title: "Check" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function Page({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(watchHref.check(id), "promise:read");
  const page = await readCheckPage(actor, id, await searchParams);
  const { check } = page;
  const { test } = check.definition;
  const defines = can(actor, "check:define");
  const runs = check.status === "running" || check.status === "superseded";
  const newest = check.superseded_by === null && check.status !== "refused" && check.status !== "lapsed";
  const answers = test.metric === "attestation" ? await listAnswers(actor, check.id) : null;
  const asked = test.metric === "attestation" && test.people.includes(actor.email.toLowerCase());
  return (
    <CheckPage
      {...page}
      acts={
        <>
          {defines && check.status === "proposed" && check.created_by !== actorRef(actor) ? (
            <DecideAct check={check} />
          ) : null}
          {defines && runs ? <RunAct check={check} /> : null}
          {defines && newest && check.status !== "proposed" ? (
            <LinkButton href={watchHref.supersede(check.id)}>Supersede</LinkButton>
          ) : null}
        </>
      }
      answers={
        answers && test.metric === "attestation"
          ? (number) => (
              <AnswersSection
                key="answers"
                number={number}
                answers={answers}
                act={asked ? <AnswerAct check_id={check.id} {...test} periods={answers.periods} /> : null}
              />
            )
          : null
      }
    />
  );
}
