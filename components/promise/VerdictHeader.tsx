import type { ReactNode } from "react";
import { PageHeader, Phrases } from "@/components/ui";
import type { NeutralityModel } from "@/lib/reports";
import { AskedBefore } from "./AskedBefore";
import { Powers } from "./Powers";
import { TermOf } from "./TermOf";

/** The verdict as a sentence, counts first; beside it how large, how sure, and what it rests on. */
export function VerdictHeader({
  model,
  search,
  notes,
}: {
  model: NeutralityModel;
  search: string;
  /** Sentences that other readings add to the lead. */
  notes: ReactNode;
}) {
  return (
    <PageHeader
      size="verdict"
      verdict={model.verdict}
      title={model.title}
      lead={
        <>
          <Phrases parts={model.lead} />
          {notes}
        </>
      }
      rubric={[
        ...model.facts.map(({ term, explained, value }) => ({
          key: term,
          term:
            explained === null ? (
              term
            ) : (
              <TermOf term={explained} search={search}>
                {term}
              </TermOf>
            ),
          value: <Powers>{value}</Powers>,
        })),
        ...(model.asked_before
          ? [{ key: "before", term: "Asked before", value: <AskedBefore asked={model.asked_before} /> }]
          : []),
      ]}
    />
  );
}
