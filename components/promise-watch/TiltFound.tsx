import { Powers } from "@/components/promise/Powers";
import { DefinitionList } from "@/components/ui";
import type { CheckMetric, ResultListItem } from "@/lib/commitments";
import { type TiltFact, tiltFacts, tiltSentences } from "./tilt-words";

type Props = {
  result: Pick<ResultListItem, "verdict" | "figures" | "window_from" | "day">;
  test: Extract<CheckMetric, { metric: "routing_tilt" }>;
};

const item = ({ term, value }: TiltFact) => ({ term, value: <Powers>{value}</Powers> });

/** What a result about tilt found: how many decisions, since when, how sure, and what was taken off the evidence. */
export function TiltFound({ result, test }: Props) {
  const alpha = test.direction === "both" ? test.alpha / 2 : test.alpha;
  const facts = tiltFacts(result.figures, alpha);
  return (
    <div className="tilt-found">
      {tiltSentences(result, test.focus).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {facts.length > 0 ? <DefinitionList items={facts.map(item)} /> : null}
    </div>
  );
}
