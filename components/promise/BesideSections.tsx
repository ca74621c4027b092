import { SimpleTable, type TableColumn } from "@/components/table";
import {
  type Definition,
  DefinitionList,
  Section,
  Unknown,
  VERDICT_WORDS,
  Verdict,
  VerdictMark,
} from "@/components/ui";
import { formatDateShort, formatNumber, formatPercentNumber, formatPoints } from "@/lib/kernel/format";
import {
  type BaselineAnswer,
  type Beside,
  type EligibilityVersion,
  explainReason,
  type Neutrality,
  type VersionLift,
} from "@/lib/neutrality";
import {
  baselineWords,
  costWords,
  harmTitle,
  jumpWords,
  materialityWords,
  nearTieWords,
  pointsWords,
  qualityWords,
} from "@/lib/reports";
import { BASELINE_LABELS } from "@/lib/routing";
import { TermOf } from "./TermOf";

type PartProps = { beside: Beside; number: number; search: string };

/** The verdict as the materiality goes from 1.00 to 1.50; the one asked for is marked. */
function MaterialityStrip({ points, asked }: { points: Beside["by_materiality"]; asked: number }) {
  return (
    <ol className="strip" aria-label="Verdict by materiality">
      {points.map(({ materiality, verdict }) => (
        <li key={materiality} aria-current={Math.abs(materiality - asked) < 1e-9 ? "true" : undefined}>
          <span className="at">{formatNumber(materiality, 2)}</span>
          <VerdictMark verdict={verdict} />
          <span className="word">{VERDICT_WORDS[verdict]}</span>
        </li>
      ))}
    </ol>
  );
}

const oddsRange = ({ odds_ratio, lower, upper }: BaselineAnswer) => {
  if (odds_ratio === null) return <span className="mute">–</span>;
  const range =
    lower === null || upper === null ? "" : `, ${formatNumber(lower, 2)} to ${formatNumber(upper, 2)}`;
  return `${formatNumber(odds_ratio, 2)}${range}`;
};

const BASELINES: readonly TableColumn<BaselineAnswer>[] = [
  { id: "baseline", header: "Baseline", cell: ({ baseline }) => BASELINE_LABELS[baseline] },
  {
    id: "verdict",
    header: "Verdict",
    cell: ({ verdict }) =>
      verdict === null ? <Unknown>not computed</Unknown> : <Verdict verdict={verdict} />,
  },
  { id: "odds", header: "Odds, interval", align: "right", cell: oddsRange },
  {
    id: "usable",
    header: "Usable",
    align: "right",
    cell: ({ usable, verdict }) =>
      verdict === null ? <span className="mute">–</span> : formatNumber(usable),
  },
  {
    id: "because",
    header: "Because",
    wide: true,
    cell: ({ because, baseline, verdict }) => (
      <span className="soft">
        {verdict === null && baseline === "reference_share"
          ? "No share was said; choose this baseline above to fix one."
          : because.slice(0, 1).map(explainReason).join(" ")}
      </span>
    ),
  },
];

const versionName = (router: string, version: string | null) => (
  <>
    <b>{router || "Unnamed router"}</b> {version ?? "no version named"}
  </>
);

const range = (lower: number, upper: number) => `${formatPoints(lower)} to ${formatPoints(upper)}`;

const VERSIONS: readonly TableColumn<VersionLift>[] = [
  {
    id: "version",
    header: "Router, policy",
    cell: ({ router, policy_version }) => versionName(router, policy_version),
  },
  { id: "since", header: "Since", cell: ({ first_day }) => formatDateShort(first_day) },
  {
    id: "decisions",
    header: "Decisions",
    align: "right",
    cell: ({ decisions }) => formatNumber(decisions),
  },
  {
    id: "observed",
    header: "Observed, %",
    align: "right",
    cell: ({ observed }) => formatPercentNumber(observed),
  },
  {
    id: "expected",
    header: "Expected, %",
    align: "right",
    cell: ({ expected }) => formatPercentNumber(expected),
  },
  { id: "lift", header: "Beyond, points", align: "right", cell: ({ lift }) => formatPoints(lift) },
  {
    id: "range",
    header: "Interval",
    align: "right",
    cell: ({ lower, upper }) => range(lower, upper),
  },
  {
    id: "change",
    header: "Against the one before",
    wide: true,
    align: "right",
    cell: ({ change }) =>
      change === null ? (
        <span className="mute">the first</span>
      ) : (
        `${formatPoints(change.lift)}, ${range(change.lower, change.upper)}`
      ),
  },
];

/** Which baselines agree, how the verdict moves with the materiality, and each policy version by itself. */
export function CarriesSection({
  beside,
  number,
  search,
  verdict,
  materiality,
}: PartProps & { verdict: Neutrality["verdict"]; materiality: number }) {
  return (
    <Section
      number={number}
      id="carries"
      wide
      title={materialityWords(beside.by_materiality)}
      text={
        <p>
          {baselineWords(beside.baselines, verdict)} <TermOf term="materiality" search={search} /> is turned
          from 1.00 to 1.50, the{" "}
          <TermOf term="baseline" search={search}>
            baselines
          </TermOf>{" "}
          are asked the same question, and each policy version stands by itself.
        </p>
      }
    >
      <div className="beside">
        <MaterialityStrip points={beside.by_materiality} asked={materiality} />
        <div>
          <SimpleTable
            label="By baseline"
            columns={BASELINES}
            rows={beside.baselines}
            row_key={(row) => row.baseline}
            tight
            cards={2}
          />
        </div>
        <SimpleTable
          label="By policy version"
          columns={VERSIONS}
          rows={beside.versions}
          row_key={(row) => `${row.router} / ${row.policy_version ?? ""} / ${row.first_day}`}
          tight
          cards={3}
        />
      </div>
    </Section>
  );
}

const shareCell = (value: number | null) =>
  value === null ? <span className="mute">–</span> : formatPercentNumber(value);

const ELIGIBILITY: readonly TableColumn<EligibilityVersion>[] = [
  {
    id: "version",
    header: "Router, policy",
    cell: ({ router, policy_version }) => versionName(router, policy_version),
  },
  {
    id: "decisions",
    header: "Decisions",
    align: "right",
    cell: ({ decisions }) => formatNumber(decisions),
  },
  {
    id: "offered",
    header: "Focus of candidates, %",
    align: "right",
    cell: ({ focal_of_offered }) => shareCell(focal_of_offered),
  },
  {
    id: "focal",
    header: "Focus eligible, %",
    align: "right",
    cell: ({ focal }) => shareCell(focal.eligible_share),
  },
  {
    id: "partners",
    header: "Partners eligible, %",
    align: "right",
    cell: ({ partners }) => shareCell(partners.eligible_share),
  },
];

function outcomeWords({ outcome_test }: Beside): string | null {
  const { focal, others, outcome } = outcome_test;
  if (focal.mean === null || others.mean === null || outcome === null) return null;
  const figure = (mean: number) =>
    outcome === "score" ? formatNumber(mean, 3) : `${formatPercentNumber(mean)}\u00a0%`;
  return `${figure(focal.mean)} of the choices of the focus against ${figure(others.mean)} of others${outcome === "score" ? " (mean score)" : " succeeded"}; among equals ${pointsWords(outcome_test)}.`;
}

function facts(beside: Beside, search: string): Definition[] {
  const { harm, eligibility_parity } = beside;
  return [
    {
      key: "cost",
      term: (
        <TermOf term="harm" search={search}>
          Cost to customers
        </TermOf>
      ),
      value: costWords(harm.cost_usd) ?? <Unknown>too few decisions carry a cost</Unknown>,
    },
    {
      key: "quality",
      term: "Quality for customers",
      value: qualityWords(harm.quality) ?? <Unknown>not known</Unknown>,
    },
    {
      key: "near",
      term: <TermOf term="near_ties" search={search} />,
      value: nearTieWords(beside) ?? <Unknown>none</Unknown>,
    },
    {
      key: "outcomes",
      term: (
        <TermOf term="outcome_test" search={search}>
          Outcomes
        </TermOf>
      ),
      value: outcomeWords(beside) ?? <Unknown>no outcome was logged</Unknown>,
    },
    ...eligibility_parity.jumps.map((jump) => ({
      key: `${jump.router} ${jump.policy_version} ${jump.what}`,
      term: "A jump of eligibility",
      value: jumpWords(jump),
    })),
  ];
}

/** Harm, near ties and outcomes; who may be chosen at all; and what is not in the test. */
export function AroundSection({ beside, number, search }: PartProps) {
  return (
    <Section
      number={number}
      id="around"
      title={harmTitle(beside)}
      text={
        <p>
          None of this enters the verdict. <TermOf term="eligibility" search={search} /> could prefer somebody
          before anything is compared; the table shows whether it does.
        </p>
      }
    >
      <div className="beside">
        <DefinitionList items={facts(beside, search)} />
        <SimpleTable
          label="Who may be chosen, by policy version"
          columns={ELIGIBILITY}
          rows={beside.eligibility_parity.versions}
          row_key={(row) => `${row.router} / ${row.policy_version ?? ""} / ${row.first_day}`}
          tight
          cards={2}
        />
      </div>
    </Section>
  );
}
