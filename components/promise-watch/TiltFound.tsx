import Link from "next/link";
import { Powers } from "@/components/promise/Powers";
import { TermOf } from "@/components/promise/TermOf";
import { DefinitionList } from "@/components/ui";
import type { CheckMetric, ResultListItem } from "@/lib/commitments";
import { NEUTRALITY_PAGE } from "@/lib/reports";
import { termSearch } from "./term-search";
import { askedAnew, type TiltFact, tiltFacts, tiltSentences } from "./tilt-words";

type Props = {
  result: Pick<ResultListItem, "verdict" | "figures" | "window_from" | "day">;
  test: Extract<CheckMetric, { metric: "routing_tilt" }>;
};

const item = ({ term, value, explained }: TiltFact, search: string) => ({
  key: term,
  term: explained ? (
    <TermOf term={explained} search={search}>
      {term}
    </TermOf>
  ) : (
    term
  ),
  value: <Powers>{value}</Powers>,
});

/** What a result about tilt found: how many decisions, since when, how sure, and what was taken off the evidence. */
export function TiltFound({ result, test }: Props) {
  const alpha = test.direction === "both" ? test.alpha / 2 : test.alpha;
  const facts = tiltFacts(result.figures, alpha);
  const search = termSearch({ test }, { from: result.window_from, day: result.day });
  return (
    <div className="tilt-found">
      {tiltSentences(result, test.focus).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {facts.length > 0 ? <DefinitionList items={facts.map((fact) => item(fact, search))} /> : null}
      <p className="mute">
        <Link href={`${NEUTRALITY_PAGE}${search}`}>The same question, asked anew of the same days</Link>.{" "}
        {askedAnew(test.baseline)}
      </p>
    </div>
  );
}
