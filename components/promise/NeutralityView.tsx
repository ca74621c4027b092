import type { ReactNode } from "react";
import { CalibrationChart, EvidenceChart, TimeBandChart, WaterfallChart } from "@/components/chart";
import { EmptyState, LinkButton, Section } from "@/components/ui";
import { type Finding, NEUTRALITY_PAGE, type NeutralityModel, type TermKey } from "@/lib/reports";
import { RestsOn } from "./RestsOn";
import { StrataSection } from "./StrataSection";
import { TermOf } from "./TermOf";
import { VerdictHeader } from "./VerdictHeader";

export type NeutralityViewProps = {
  model: NeutralityModel;
  counts: { usable: number; decisions: number };
  /** The view's address after the question mark, for links to *How we know*. */
  search: string;
  /** Parts that come when they are ready, and know their own number. */
  specifications: (number: number) => ReactNode;
  /** Beside what changed the tested share: the same of all routed decisions, when it is ready. */
  share_change: ReactNode;
  telling: ((number: number) => ReactNode) | null;
  held_against: (number: number) => ReactNode;
  carries: (number: number) => ReactNode;
  around: (number: number) => ReactNode;
  /** What else belongs in the headline. */
  notes: ReactNode;
  share_of: (reason: string) => ReactNode;
  end: ReactNode;
};

function texts({ text }: Finding, terms: readonly TermKey[], search: string) {
  return (
    <>
      {text.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {terms.length === 0 ? null : (
        <p className="terms">
          {terms.map((term) => (
            <TermOf key={term} term={term} search={search} />
          ))}
        </p>
      )}
    </>
  );
}

type Part = { key: string; render: (number: number) => ReactNode };

function chartParts({
  model,
  search,
  share_change,
}: Pick<NeutralityViewProps, "model" | "search" | "share_change">) {
  const { time, evidence, calibration, waterfall } = model;
  const chart = (key: string, finding: Finding, terms: readonly TermKey[], drawing: ReactNode): Part => ({
    key,
    render: (number) => (
      <Section number={number} title={finding.title} text={texts(finding, terms, search)} id={key}>
        {drawing}
      </Section>
    ),
  });
  return {
    time: chart("time", time.finding, ["expected", "range"], <TimeBandChart model={time.chart} />),
    evidence: evidence
      ? [chart("evidence", evidence.finding, ["evidence", "alpha"], <EvidenceChart model={evidence.chart} />)]
      : [],
    calibration: calibration
      ? [
          chart(
            "calibration",
            calibration.finding,
            ["calibration"],
            <CalibrationChart model={calibration.chart} />,
          ),
        ]
      : [],
    waterfall: waterfall
      ? [
          chart(
            "waterfall",
            waterfall.finding,
            ["decomposition"],
            <>
              <WaterfallChart model={waterfall.chart} />
              {share_change}
            </>,
          ),
        ]
      : [],
  };
}

/** The view's address without its baseline and what belongs to that; null where none was chosen. */
function withoutBaseline(search: string): string | null {
  const asked = new URLSearchParams(search);
  if (!asked.has("baseline")) return null;
  for (const name of ["baseline", "reference", "noise", "materiality_share"]) asked.delete(name);
  return `?${asked}`;
}

/** Where nothing can be judged: what would be here, and how to get it. */
function Untested({ nothing, search }: { nothing: boolean; search: string }) {
  const other = nothing ? null : withoutBaseline(search);
  return (
    <div className="untested">
      <EmptyState
        title="Here would be the evidence, its pictures and its tables"
        actions={
          other === null ? (
            <LinkButton tone="primary" href={NEUTRALITY_PAGE}>
              Ask about everything again
            </LinkButton>
          ) : (
            <LinkButton tone="primary" href={other}>
              Judge by the strongest baseline
            </LinkButton>
          )
        }
      >
        {nothing
          ? "No decision falls into this view. Take a filter off, or choose a longer range."
          : "Decisions fall into this view, but none of them can be judged; the reasons stand below, each with its count."}
      </EmptyState>
    </div>
  );
}

/** The verdict, then its proofs in the order in which people ask for them. */
export function NeutralityView(props: NeutralityViewProps) {
  const {
    model,
    counts,
    search,
    specifications,
    telling,
    held_against,
    carries,
    around,
    notes,
    share_of,
    end,
  } = props;
  const charts = chartParts(props);
  const tested = counts.usable > 0;
  const parts: Part[] = [
    ...(tested
      ? [
          charts.time,
          ...charts.evidence,
          ...charts.calibration,
          { key: "specifications", render: specifications },
          ...charts.waterfall,
          {
            key: "strata",
            render: (number: number) => (
              <StrataSection table={model.strata} number={number} search={search} />
            ),
          },
          ...(telling ? [{ key: "telling", render: telling }] : []),
          { key: "held", render: held_against },
          { key: "carries", render: carries },
          { key: "around", render: around },
        ]
      : []),
    {
      key: "rests",
      render: (number) => (
        <RestsOn model={model} counts={counts} number={number} search={search} share_of={share_of} />
      ),
    },
  ];
  const nothing = counts.decisions === 0;
  return (
    <>
      <VerdictHeader model={model} search={search} notes={notes} />
      {tested ? null : <Untested nothing={nothing} search={search} />}
      {(nothing ? [] : parts).map(({ key, render }, place) => (
        <div key={key} className="part">
          {render(place + 1)}
        </div>
      ))}
      {end}
    </>
  );
}
