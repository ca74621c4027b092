import Link from "next/link";
import { Section } from "@/components/ui";
import { formatDate } from "@/lib/kernel/format";
import type { FactsChange, ReviewView } from "@/lib/register";
import { changeLines, changesTitle } from "./changes-words";
import { overlapHref } from "./hrefs";
import { GIVEN } from "./review-words";

/** Facts, points, severity and rule that are not as they were, each on a line. */
export function ChangeList({ change }: { change: FactsChange }) {
  const lines = changeLines(change);
  if (lines.length === 0) return <p className="mute">Facts, points and severity are the same.</p>;
  return (
    <dl className="dl changes">
      {lines.map(({ key, word, text }) => (
        <div key={key}>
          <dt>{word}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What changed of the facts since two people last judged them. */
export function ChangesSection({ number, review }: { number: number; review: ReviewView }) {
  const { since, decided_at, created_at, outcome, key, overlap } = review;
  return (
    <Section
      number={number}
      id="changes"
      title={changesTitle(since, key)}
      text={
        <p>
          <Link href={overlapHref.review(overlap, key)}>{key}</Link> was approved on{" "}
          {formatDate(new Date(decided_at ?? created_at))}: {GIVEN[outcome]}.{" "}
          {since.same ? "Its facts are those of today." : "It does not hold for the facts of today."}
        </p>
      }
    >
      <ChangeList change={since} />
    </Section>
  );
}
