import Link from "next/link";
import { Powers } from "@/components/promise/Powers";
import { Section } from "@/components/ui";
import type { CheckDefinition } from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";
import { type FoundResult, foundSentences, nowSentence } from "./found-words";
import { watchHref } from "./hrefs";
import { MetricTerms } from "./MetricTerms";
import { resultTitle } from "./result-title";

export type Found = {
  check_id: string;
  definition: CheckDefinition;
  /** The result that opened the finding. */
  opened: FoundResult;
  /** The check's latest; null where there is none. */
  latest: FoundResult | null;
};

/** What a finding is about: what its result found, where, since when, how much, and what the latest says. */
export function FoundSection({ number, found }: { number: number; found: Found }) {
  const { check_id, definition, opened, latest } = found;
  const now = nowSentence(opened, latest, definition);
  return (
    <Section
      number={number}
      id="found"
      title={resultTitle(opened, definition)}
      text={
        <p>
          By <Link href={watchHref.result(check_id, opened.id)}>the result of {formatDate(opened.day)}</Link>,
          which opened it.
        </p>
      }
    >
      <div className="tilt-found">
        {foundSentences(opened, definition).map((sentence) => (
          <p key={sentence}>
            <Powers>{sentence}</Powers>
          </p>
        ))}
        {now && latest ? (
          <p>
            {now} <Link href={watchHref.result(check_id, latest.id)}>What it found</Link>
          </p>
        ) : null}
        <MetricTerms definition={definition} days={{ from: opened.window_from, day: opened.day }} />
      </div>
    </Section>
  );
}
