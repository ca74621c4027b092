import { SpecificationChart } from "@/components/chart";
import { EmptyState, Section } from "@/components/ui";
import type { SpecificationModel } from "@/lib/kernel/proof-chart";
import type { Finding } from "@/lib/reports";
import { TermOf } from "./TermOf";

/** The same question under every defensible choice of method. */
export function SpecificationSection({
  finding,
  chart,
  number,
  search,
}: {
  finding: Finding;
  chart: SpecificationModel | null;
  number: number;
  search: string;
}) {
  return (
    <Section
      number={number}
      id="specifications"
      title={finding.title}
      text={
        <>
          {finding.text.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p className="terms">
            <TermOf term="specifications" search={search} />
          </p>
        </>
      }
    >
      {chart ? (
        <SpecificationChart model={chart} />
      ) : (
        <EmptyState title="Here would be the result under every defensible choice" level={3}>
          It takes decisions that the baseline can judge.
        </EmptyState>
      )}
    </Section>
  );
}
