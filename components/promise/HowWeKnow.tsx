import Link from "next/link";
import type { ReactNode } from "react";
import { PageHeader, Section, VERDICT_WORDS, Verdict, type VerdictKind } from "@/components/ui";
import { VERDICT_MEANINGS } from "@/lib/neutrality";
import { NEUTRALITY_PAGE, type TermText } from "@/lib/reports";
import { Powers } from "./Powers";

export type HowWeKnowProps = {
  /** The view whose numbers are at hand, after the question mark. */
  search: string;
  /** "15 April to 20 November 2026, all routers". */
  view_words: string;
  steps: readonly { title: string; text: string }[];
  groups: readonly { key: string; title: string; terms: readonly TermText[] }[];
  /** What the baseline of the view cannot show. */
  limits: readonly string[];
  /** The numbers of a term that another reading has, when it is ready. */
  later: (term: TermText) => ReactNode;
};

const KINDS: readonly VerdictKind[] = ["breach", "watch", "kept", "inconclusive", "no_data"];

/** What a term is in this view; nothing where no number of it is known. */
export function AtHand({ children }: { children: string | null }) {
  if (children === null) return null;
  return (
    <p className="at-hand">
      <span>In this view</span> <Powers>{children}</Powers>
    </p>
  );
}

function Entry({ term, later }: { term: TermText; later: HowWeKnowProps["later"] }) {
  return (
    <div className="entry" id={term.key}>
      <h3>{term.word}</h3>
      <p className="meaning">{term.meaning}</p>
      {term.more.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {term.later === null ? <AtHand>{term.at_hand}</AtHand> : later(term)}
      {term.key === "verdict" ? (
        <dl className="verdict-words">
          {KINDS.map((kind) => (
            <div key={kind}>
              <dt>
                <Verdict verdict={kind} />
              </dt>
              <dd>{VERDICT_MEANINGS[kind]}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}

/** Every term of the neutrality page in plain words, with the numbers of the view that one came from. */
export function HowWeKnow({ search, view_words, steps, groups, limits, later }: HowWeKnowProps) {
  return (
    <>
      <PageHeader
        size="record"
        kicker={<Link href={`${NEUTRALITY_PAGE}${search}`}>Neutrality, {view_words}</Link>}
        title="How we know"
        lead="A share cannot say whether it was earned. What follows says how it is judged, in plain words, with the numbers of the view that you came from."
      />
      <Section number={1} title="From the decisions to the verdict">
        <ol className="know-steps">
          {steps.map(({ title, text }, place) => (
            <li key={title}>
              <span className="k">{place + 1}</span>
              <b>
                <Powers>{title}</Powers>
              </b>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </Section>
      {groups.map((group, place) => (
        <Section key={group.key} number={place + 2} title={group.title} id={`about-${group.key}`}>
          <div className="entries">
            {group.terms.map((term) => (
              <Entry key={term.key} term={term} later={later} />
            ))}
          </div>
        </Section>
      ))}
      <Section number={groups.length + 2} title="What it does not say">
        <div className="entries">
          <div className="entry">
            <p>
              {VERDICT_WORDS.kept} speaks of an average since a start; a tilt that began days ago is not
              excluded by it.
            </p>
            {limits.map((text) => (
              <p key={text}>{text}</p>
            ))}
            <p>
              The whole method, with every formula and where it is computed, stands in{" "}
              <span className="mono">docs/methods.md</span> of the software.
            </p>
          </div>
        </div>
      </Section>
    </>
  );
}
