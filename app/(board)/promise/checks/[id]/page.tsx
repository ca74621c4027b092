import type { Metadata } from "next";
import { AnswerAct } from "@/components/promise-watch/AnswerAct";
import { AnswersSection } from "@/components/promise-watch/AnswersSection";
import { askedWords, waitsFor } from "@/components/promise-watch/answers-words";
import { DecideAct, type Decided, RunAct, WithdrawAct } from "@/components/promise-watch/CheckActs";
import { CheckPage } from "@/components/promise-watch/CheckPage";
import { changeRows, changeWords, closesWords } from "@/components/promise-watch/change-words";
import { watchHref } from "@/components/promise-watch/hrefs";
import { versionBefore } from "@/components/promise-watch/version-changes";
import { LinkButton } from "@/components/ui";
import { actorRef, can } from "@/lib/access";
import { listAnswers, readCheckTitle } from "@/lib/commitments/server";
import { requireActor } from "@/lib/identity/server";
import { pathParam } from "@/lib/kernel/path-param";
import type { SearchParams } from "@/lib/register";
import { readCheckPage } from "./read-check-page";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const id = pathParam((await params).id);
  const actor = await requireActor(watchHref.check(id), "promise:read");
  return { title: (await readCheckTitle(actor, id)) ?? "Check" };
}

/** What a second person decides on, beside the version whose place it would take. */
function decidedOn({ check, versions, findings }: Awaited<ReturnType<typeof readCheckPage>>): Decided {
  const before = versionBefore(versions, check);
  return {
    before: before?.check_version ?? null,
    changes: before ? changeRows(before, check).map(changeWords) : [],
    hangs_on: closesWords(findings, versions, check),
  };
}

export default async function Page({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(watchHref.check(id), "promise:read");
  const page = await readCheckPage(actor, id, await searchParams);
  const { check } = page;
  const { test } = check.definition;
  const defines = can(actor, "check:define");
  const withdrawable = ["waiting", "proposed"].includes(check.status) && check.decision === null;
  const runs = check.status === "running" || check.status === "superseded";
  // Whoever proposes another version starts from the one in force; one at a time waits for a second person.
  const without = check.later.length === 0 && ["refused", "withdrawn", "lapsed"].includes(check.status);
  const supersedes = check.status === "running" || check.status === "waiting" || without;
  const undecided = check.later.some(({ status }) => status === "proposed");
  const replaced = check.later.some(({ status }) => status === "running" || status === "waiting");
  const answers = test.metric === "attestation" ? await listAnswers(actor, check.id) : null;
  const email = actor.email.toLowerCase();
  const asked = test.metric === "attestation" && test.people.includes(email);
  const waiting = answers && waitsFor(answers.periods, email);
  const answer =
    asked && answers ? (
      <AnswerAct check_id={check.id} {...test} periods={answers.periods} email={email} />
    ) : null;
  return (
    <CheckPage
      {...page}
      asked={waiting && test.metric === "attestation" ? askedWords(test.question, waiting) : null}
      acts={
        <>
          {waiting ? answer : null}
          {defines && check.status === "proposed" && check.created_by !== actorRef(actor) ? (
            <DecideAct check={check} decided={decidedOn(page)} />
          ) : null}
          {defines && withdrawable ? <WithdrawAct check={check} /> : null}
          {defines && runs ? <RunAct check={check} /> : null}
          {defines && supersedes && !undecided && !replaced ? (
            <LinkButton href={watchHref.supersede(check.id)}>
              {without ? "Record another version" : "Supersede"}
            </LinkButton>
          ) : null}
        </>
      }
      answers={
        answers
          ? (number) => (
              <AnswersSection
                key="answers"
                number={number}
                answers={answers}
                email={email}
                act={waiting ? null : answer}
              />
            )
          : null
      }
    />
  );
}
