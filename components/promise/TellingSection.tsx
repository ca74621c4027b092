"use client";

import Link from "next/link";
import { parseAsInteger, useQueryState } from "nuqs";
import { CandidateChart } from "@/components/chart";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Button, EmptyState, HueKey, Section } from "@/components/ui";
import { formatCost, formatDate, formatNumber, formatPercent } from "@/lib/kernel/format";
import type { Hue } from "@/lib/kernel/hue";
import type { TellingCandidate, TellingDecision } from "@/lib/neutrality";
import { ALSO_NEUTRAL, DEVIATING_PAGE, type ToldDecision } from "@/lib/reports";
import { decisionHref } from "@/lib/routing";

export type TellingSectionProps = {
  told: readonly ToldDecision[];
  /** Hue of each owner by key. */
  hues: Readonly<Record<string, Hue>>;
  breach: boolean;
  number: number;
  search: string;
  /** Where the router is held to its declared rule: all decisions against it. */
  rule_href: string | null;
};

const figure = (value: number | null, digits: number) =>
  value === null ? <span className="mute">–</span> : formatNumber(value, digits);

const chosenWords = ({ chosen, best_by_rule }: TellingCandidate) =>
  [chosen ? "chosen" : null, best_by_rule ? "by the rule" : null].filter(Boolean).join(", ");

const columns = (hues: TellingSectionProps["hues"]): TableColumn<TellingCandidate>[] => [
  { id: "model", header: "Candidate", cell: ({ model }) => <span className="mono">{model}</span> },
  {
    id: "owner",
    header: "Owner",
    wide: true,
    cell: ({ owner, owner_label, first_party }) => (
      <HueKey hue={hues[owner] ?? "others"}>
        <span className={first_party ? "own" : undefined}>{owner_label}</span>
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
  {
    id: "chance",
    header: "Neutral chance",
    align: "right",
    cell: ({ probability }) => formatPercent(probability, 0),
  },
  {
    id: "chosen",
    header: "Chosen",
    cell: (row) =>
      row.chosen ? <b>{chosenWords(row)}</b> : <span className="soft">{chosenWords(row)}</span>,
  },
];

const when = (time: string): string => `${formatDate(time)}, ${time.slice(11, 19)} UTC`;

function Told({ decision }: { decision: TellingDecision }) {
  const { id, decision_id, router, occurred_at, task, words } = decision;
  return (
    <>
      <p>
        {router || "The unnamed router"}, {when(occurred_at)}
        {task ? `, ${task.replaceAll(/[-_]+/g, " ")}` : ""}.
        <br />
        <Link className="mono" href={decisionHref({ id })}>
          {decision_id}
        </Link>
      </p>
      {words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  );
}

/** Ten decisions that show what the verdict is about, one at a time, in words, as a picture and as a table. */
export function TellingSection({ told, hues, breach, number, search, rule_href }: TellingSectionProps) {
  const [one, setOne] = useQueryState("one", parseAsInteger.withDefault(1));
  const place = Math.min(told.length, Math.max(1, one)) - 1;
  const shown = told[place];
  const all = <Link href={`${DEVIATING_PAGE}${search}`}>All that deviate</Link>;
  const against_rule =
    rule_href === null ? null : <Link href={rule_href}>All against the declared rule</Link>;
  if (!shown)
    return (
      <Section number={number} id="telling" title="There is none to show.">
        <EmptyState
          title="Here would be single decisions that a neutral router would more likely have made otherwise"
          level={3}
        >
          In this view the router made none. {all}. {against_rule}
        </EmptyState>
      </Section>
    );
  const go = (step: number) => void setOne(((place + step + told.length) % told.length) + 1);
  return (
    <Section
      number={number}
      id="telling"
      title="Show me one."
      text={
        <>
          <div aria-live="polite">
            <Told decision={shown.decision} />
          </div>
          <p className="one-of">
            <Button size="small" onClick={() => go(-1)} aria-label="The one before">
              ←
            </Button>
            <Button size="small" onClick={() => go(1)}>
              Next one
            </Button>
            <span className="mute">
              {place + 1} of {told.length}
            </span>
          </p>
          <p>{ALSO_NEUTRAL}</p>
          <p>{all}</p>
          {against_rule ? <p>{against_rule}</p> : null}
        </>
      }
    >
      {shown.chart ? <CandidateChart model={shown.chart} key={shown.decision.id} /> : null}
      <div className="mt-4">
        <SimpleTable
          label="Candidates"
          columns={columns(hues)}
          rows={shown.decision.candidates}
          row_key={({ model }) => model}
          row_tone={({ chosen }) => (chosen && breach ? "hit" : undefined)}
          tight
          cards={3}
        />
      </div>
    </Section>
  );
}
