import Link from "next/link";
import { CandidateChart } from "@/components/chart";
import { SimpleTable, type TableColumn } from "@/components/table";
import { GeneratedMark, HueKey, LinkButton, Section } from "@/components/ui";
import { formatCost, formatNumber } from "@/lib/kernel/format";
import type { Hue } from "@/lib/kernel/hue";
import type { CandidateModel } from "@/lib/kernel/proof-chart";
import type { DeviationView } from "@/lib/neutrality";
import { describeDeviation, deviationPlace } from "@/lib/reports";
import { decisionHref } from "@/lib/routing";

type Candidate = DeviationView["candidates"][number];

export type DeviationShownProps = {
  item: DeviationView;
  /** Null where too few candidates carry cost and quality. */
  chart: CandidateModel | null;
  hues: ReadonlyMap<string, Hue>;
  first_party: ReadonlySet<string>;
  generated: boolean;
  /** Addresses of its neighbours on this page; null at its ends. */
  before: string | null;
  after: string | null;
  /** "3 of 50 on this page". */
  place: string;
};

const figure = (value: number | null, digits: number) =>
  value === null ? <span className="mute">–</span> : formatNumber(value, digits);

const said = ({ chosen, neutral }: Candidate): string =>
  [chosen ? "chosen" : null, neutral ? "by the rule" : null].filter(Boolean).join(", ");

const columns = ({
  hues,
  first_party,
}: Pick<DeviationShownProps, "hues" | "first_party">): TableColumn<Candidate>[] => [
  { id: "model", header: "Candidate", cell: ({ model }) => <span className="mono">{model}</span> },
  {
    id: "owner",
    header: "Owner",
    wide: true,
    cell: ({ owner, owner_name }) => (
      <HueKey hue={hues.get(owner) ?? "others"}>
        <span className={first_party.has(owner) ? "own" : undefined}>{owner_name}</span>
      </HueKey>
    ),
  },
  { id: "quality", header: "Quality", align: "right", cell: ({ quality }) => figure(quality, 3) },
  {
    id: "cost",
    header: "Cost, USD",
    align: "right",
    cell: ({ cost_usd }) => (cost_usd === null ? figure(null, 0) : formatCost(cost_usd)),
  },
  { id: "latency", header: "Latency, ms", align: "right", cell: ({ latency_ms }) => figure(latency_ms, 0) },
  { id: "gap", header: "Behind", align: "right", cell: ({ gap }) => formatNumber(gap, 3) },
  {
    id: "said",
    header: "Taken",
    cell: (row) => (row.chosen ? <b>{said(row)}</b> : <span className="soft">{said(row)}</span>),
  },
];

/** One deviation: what the rule says of its candidates, what was chosen, and what that cost. */
export function DeviationShown(props: DeviationShownProps) {
  const { item, chart, generated, before, after, place } = props;
  return (
    <Section
      id="one"
      title="Show me one."
      text={
        <>
          <p>
            {deviationPlace(item)}
            <br />
            <Link className="mono" href={decisionHref(item)}>
              {item.decision_id}
            </Link>
          </p>
          {describeDeviation(item).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p className="one-of">
            {before === null ? null : (
              <LinkButton size="small" href={before} aria-label="The one before">
                ←
              </LinkButton>
            )}
            {after === null ? null : (
              <LinkButton size="small" href={after}>
                Next one
              </LinkButton>
            )}
            <span className="mute">{place}</span>
          </p>
        </>
      }
    >
      {chart ? <CandidateChart model={chart} key={item.id} /> : generated ? <GeneratedMark /> : null}
      <div className="mt-4">
        <SimpleTable
          label="Candidates"
          columns={columns(props)}
          rows={item.candidates}
          row_key={({ model }) => model}
          tight
          cards={3}
        />
      </div>
      <p className="note">
        Behind: how far a candidate lies behind the best under the rule, in the rule’s own measure; 0 for what
        it names.
      </p>
    </Section>
  );
}
