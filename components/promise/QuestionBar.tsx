"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { RangeWord } from "@/components/routing/RangeWord";
import { Button, Chip, Select, type SelectOption, useToast } from "@/components/ui";
import { capitalise, formatNumber } from "@/lib/kernel/format";
import { AVAILABLE_BASELINES, type Baseline, type Direction, type NeutralityQuery } from "@/lib/neutrality";
import {
  HOW_WE_KNOW_PAGE,
  NEUTRALITY_PAGE,
  type NeutralityChange,
  neutralityApiHref,
  neutralitySearch,
} from "@/lib/reports";
import type { TrafficDimensions } from "@/lib/routing";

const ANY = "any";

const BASELINE_WORDS: Record<Baseline, string> = {
  partner_revealed: "the standard shown between partners",
  declared_policy: "the router’s own published rule",
  owner_blind: "a copy blind to ownership",
  reference_share: "a share fixed in advance",
};
const DIRECTION_WORDS: Record<Direction, string> = {
  for: "favour",
  against: "treat worse",
  both: "favour or treat worse",
};
const MATERIALITIES = [1, 1.02, 1.05, 1.1, 1.25, 1.5];
const ALPHAS = [0.001, 0.01, 0.05];

/** What there is to choose; what the address asks for is among it, also where no decision has it. */
const named = (
  any: string,
  values: readonly string[],
  current: string | undefined,
  unnamed: string,
): SelectOption[] => [
  { value: ANY, label: any },
  ...[...new Set(current === undefined ? values : [...values, current])].map((value) => ({
    value: `=${value}`,
    label: value || unnamed,
  })),
];

const withCurrent = (values: readonly number[], current: number) =>
  [...new Set([...values, current])].sort((a, b) => a - b);

const oneIn = (alpha: number): string => `one false alarm in ${formatNumber(1 / alpha)}`;

const words = (task: string) => task.replaceAll(/[-_]+/g, " ");

export type QuestionProps = {
  query: NeutralityQuery;
  dimensions: TrafficDimensions;
  /** Parties whose models can be asked about. */
  parties: readonly { key: string; name: string }[];
  narrowed: boolean;
  ignored: readonly string[];
};

function useChange(query: NeutralityQuery) {
  const router = useRouter();
  return (change: NeutralityChange) => router.push(neutralitySearch(query, change), { scroll: false });
}

function focusOptions(parties: QuestionProps["parties"]): SelectOption[] {
  return [
    { value: "first_party", label: "our own models" },
    { value: "investees", label: "models of those we have invested in" },
    ...parties.map(({ key, name }) => ({ value: `party:${key}`, label: `models of ${name}` })),
  ];
}

/** Whom and what is asked about. */
function WhoAndWhat({ query, dimensions, parties }: Omit<QuestionProps, "narrowed" | "ignored">) {
  const go = useChange(query);
  const direction = query.direction ?? (query.focus.startsWith("party:") ? "against" : "for");
  const filter = (name: "router" | "task") => ({
    value: query[name] === undefined ? ANY : `=${query[name]}`,
    onChange: (value: string) => go({ [name]: value === ANY ? null : value.slice(1) }),
  });
  const tasks = named("any task", dimensions.tasks, query.task, "tasks without a name");
  return (
    <>
      Does{" "}
      <Select
        look="word"
        label="Router"
        options={named("any router", dimensions.routers, query.router, "the unnamed router")}
        {...filter("router")}
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
      in{" "}
      <Select
        look="word"
        label="Task"
        options={tasks.map(({ value, label }) => ({ value, label: words(label) }))}
        {...filter("task")}
      />{" "}
      from{" "}
      <span className="nb">
        <RangeWord range={query} dimensions={dimensions} onTake={({ from, to }) => go({ from, to })} />?
      </span>
    </>
  );
}

/** By what it is judged, and how much counts. */
function HowJudged({ query }: Pick<QuestionProps, "query">) {
  const go = useChange(query);
  const baselines = [
    { value: ANY, label: "the strongest baseline that the data allow" },
    // A fixed share is given in the address; it cannot be chosen without one.
    ...AVAILABLE_BASELINES.filter((name) => name !== "reference_share" || query.reference !== undefined).map(
      (value) => ({ value, label: BASELINE_WORDS[value] }),
    ),
  ];
  return (
    <>
      Judged by{" "}
      <Select
        look="word"
        label="Baseline"
        value={query.baseline ?? ANY}
        options={baselines}
        onChange={(value) =>
          go({
            baseline: value === ANY ? null : value,
            ...(value === "reference_share" ? {} : { reference: null }),
          })
        }
      />
      ; material from{" "}
      <Select
        look="word"
        label="Materiality"
        value={String(query.materiality)}
        options={withCurrent(MATERIALITIES, query.materiality).map((value) => ({
          value: String(value),
          label: `odds of ${formatNumber(value, 2)}`,
        }))}
        onChange={(materiality) => go({ materiality })}
      />
      ; at most{" "}
      <Select
        look="word"
        label="False alarms"
        value={String(query.alpha)}
        options={withCurrent(ALPHAS, query.alpha).map((value) => ({
          value: String(value),
          label: oneIn(value),
        }))}
        onChange={(alpha) => go({ alpha })}
      />
      .
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
        <HowJudged query={query} />
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
