"use client";

import Link from "next/link";
import { RangeWord } from "@/components/routing/RangeWord";
import { Button, Chip, Select, useToast } from "@/components/ui";
import { capitalise } from "@/lib/kernel/format";
import type { Direction, NeutralityQuery } from "@/lib/neutrality";
import {
  HOW_WE_KNOW_PAGE,
  NEUTRALITY_PAGE,
  type NeutralityChange,
  neutralityApiHref,
  neutralitySearch,
} from "@/lib/reports";
import type { TrafficDimensions } from "@/lib/routing";
import { HowJudged } from "./HowJudged";
import { filterWord, focusOptions, namedOptions, taskLabel } from "./question-words";
import { useChange } from "./use-change";

const DIRECTION_WORDS: Record<Direction, string> = {
  for: "favour",
  against: "treat worse",
  both: "favour or treat worse",
};

export type QuestionProps = {
  query: NeutralityQuery;
  dimensions: TrafficDimensions;
  /** Parties whose models can be asked about. */
  parties: readonly { key: string; name: string }[];
  narrowed: boolean;
  ignored: readonly string[];
};

/** Whom and what is asked about. */
function WhoAndWhat({ query, dimensions, parties }: Omit<QuestionProps, "narrowed" | "ignored">) {
  const go = useChange(query);
  const direction = query.direction ?? (query.focus.startsWith("party:") ? "against" : "for");
  const tasks = namedOptions("any task", dimensions.tasks, query.task, "tasks without a name");
  return (
    <>
      Does{" "}
      <Select
        look="word"
        label="Router"
        options={namedOptions("any router", dimensions.routers, query.router, "the unnamed router")}
        {...filterWord("router", query, go)}
      />{" "}
      <Select
        look="word"
        label="Direction"
        value={direction}
        options={Object.entries(DIRECTION_WORDS).map(([value, label]) => ({ value, label }))}
        onChange={(value) => go({ direction: value })}
      />{" "}
      <Select
        look="word"
        label="Focus"
        value={query.focus}
        options={focusOptions(parties)}
        onChange={(focus) => go({ focus, direction: null })}
      />{" "}
      in <Select look="word" label="Task" options={tasks.map(taskLabel)} {...filterWord("task", query, go)} />{" "}
      from{" "}
      <span className="nb">
        <RangeWord range={query} dimensions={dimensions} onTake={({ from, to }) => go({ from, to })} />?
      </span>
    </>
  );
}

function Further({ query, narrowed }: Pick<QuestionProps, "query" | "narrowed">) {
  const chips: { label: string; change: NeutralityChange }[] = [
    ...(query.region === undefined
      ? []
      : [{ label: `region ${query.region || "not stated"}`, change: { region: null } }]),
    ...(query.policy_version === undefined
      ? []
      : [
          {
            label: `policy version ${query.policy_version || "not stated"}`,
            change: { policy_version: null },
          },
        ]),
    ...(query.covariates === undefined
      ? []
      : [{ label: `by ${query.covariates.join(", ")} only`, change: { covariates: null } }]),
  ];
  const say = useToast();
  // The address may leave the range open; the link that is copied never does.
  const copy = async () => {
    const link = new URL(neutralitySearch(query), window.location.href).href;
    await navigator.clipboard.writeText(link).then(
      () => say("The link to this view is copied."),
      () => say("This browser did not allow copying."),
    );
  };
  return (
    <div className="chips">
      {chips.map(({ label, change }) => (
        <Chip key={label} label={label} remove_href={neutralitySearch(query, change)} />
      ))}
      {narrowed ? (
        <Link className="btn sm" href={NEUTRALITY_PAGE}>
          Ask about everything again
        </Link>
      ) : null}
      <span className="grow" />
      <Button tone="text" onClick={copy}>
        Copy link
      </Button>
      <a className="lnk" href={neutralityApiHref(query)}>
        JSON
      </a>
      <Link className="lnk" href={`${HOW_WE_KNOW_PAGE}${neutralitySearch(query)}`}>
        How we know
      </Link>
    </div>
  );
}

/** The question as a sentence whose underlined words change it; its address is the view. */
export function QuestionBar({ query, dimensions, parties, narrowed, ignored }: QuestionProps) {
  return (
    <div className="question">
      <p className="words">
        <WhoAndWhat query={query} dimensions={dimensions} parties={parties} />
      </p>
      <p className="words how">
        <HowJudged query={query} tasks={dimensions.tasks} />
      </p>
      {ignored.length > 0 ? (
        <p className="note" role="status">
          {capitalise(ignored.join(", "))} in the address could not be read and{" "}
          {ignored.length === 1 ? "was" : "were"} left out.
        </p>
      ) : null}
      <Further query={query} narrowed={narrowed} />
    </div>
  );
}
