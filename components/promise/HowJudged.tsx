"use client";

import { Select } from "@/components/ui";
import { formatNumber } from "@/lib/kernel/format";
import { AVAILABLE_BASELINES, type Baseline, type NeutralityQuery } from "@/lib/neutrality";
import {
  DEFAULT_MATERIALITY_SHARE,
  DEFAULT_REFERENCE,
  readShareField,
  referenceWords,
  shareOfDecisions,
} from "@/lib/reports";
import { ShareWord } from "./ShareWord";
import { useChange } from "./use-change";

const ANY = "any";

const BASELINE_WORDS: Record<Baseline, string> = {
  partner_revealed: "the standard shown between partners",
  declared_policy: "the router’s own published rule",
  owner_blind: "a copy blind to ownership",
  reference_share: "a share fixed in advance",
};
const NOISES = [
  { value: ANY, label: "estimated, or constant where no estimate is finite" },
  { value: "logit", label: "estimated from each candidate’s gap" },
  { value: "constant", label: "the same for every other candidate" },
];
const MATERIALITIES = [1, 1.02, 1.05, 1.1, 1.25, 1.5];
const ALPHAS = [0.001, 0.01, 0.05];

const withCurrent = (values: readonly number[], current: number) =>
  [...new Set([...values, current])].sort((a, b) => a - b);

const oneIn = (alpha: number): string => `one false alarm in ${formatNumber(1 / alpha)}`;

type JudgedProps = { query: NeutralityQuery; tasks: readonly string[] };

/** By what it is judged, and how much counts. */
export function HowJudged({ query, tasks }: JudgedProps) {
  const go = useChange(query);
  const baselines = [
    { value: ANY, label: "the strongest baseline that the data allow" },
    ...AVAILABLE_BASELINES.map((value) => ({ value, label: BASELINE_WORDS[value] })),
  ];
  const take = (value: string) =>
    go({
      baseline: value === ANY ? null : value,
      reference: value === "reference_share" ? (query.reference ?? DEFAULT_REFERENCE) : null,
      ...(value === "declared_policy" ? {} : { noise: null, materiality_share: null }),
    });
  return (
    <>
      Judged by{" "}
      <Select
        look="word"
        label="Baseline"
        value={query.baseline ?? ANY}
        options={baselines}
        onChange={take}
      />
      <OfBaseline query={query} tasks={tasks} />; material from{" "}
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
      <MaterialShare query={query} />; at most{" "}
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

/** What the chosen baseline needs to be told: a share, or how its noise is described. */
function OfBaseline({ query, tasks }: JudgedProps) {
  const go = useChange(query);
  if (query.baseline === "reference_share")
    return (
      <>
        ,{" "}
        <ShareWord
          label="Share of a neutral router"
          word={referenceWords(query.reference ?? DEFAULT_REFERENCE)}
          value={query.reference ?? DEFAULT_REFERENCE}
          help={`One share for every task (0.25 or 25 %), or one a task (${exampleOf(tasks)}); tasks without one are not tested.`}
          read={(typed) => readShareField("reference", typed)}
          onTake={(reference) => go({ reference })}
        />
      </>
    );
  if (query.baseline !== "declared_policy") return null;
  return (
    <>
      , its noise{" "}
      <Select
        look="word"
        label="Noise around the rule"
        value={query.noise ?? ANY}
        options={NOISES}
        onChange={(value) => go({ noise: value === ANY ? null : value })}
      />
    </>
  );
}

const exampleOf = ([first = "chat", second = "code"]: readonly string[]): string =>
  `${first || "chat"}:0.3,${second || "code"}:0.2`;

/** Odds mean nothing where a rule is obeyed without noise; there a share of the decisions is material. */
function MaterialShare({ query }: Pick<JudgedProps, "query">) {
  const go = useChange(query);
  if (query.baseline !== "declared_policy") return null;
  const value = query.materiality_share ?? DEFAULT_MATERIALITY_SHARE;
  return (
    <>
      {" "}
      or, where the rule is obeyed without noise, from{" "}
      <ShareWord
        label="Material share"
        word={shareOfDecisions(value)}
        value={String(value)}
        help="Decisions against the rule, as a share of those tested: 0.001 or 0.1 %."
        read={(typed) => readShareField("materiality_share", typed)}
        onTake={(share) =>
          go({ materiality_share: Number(share) === DEFAULT_MATERIALITY_SHARE ? null : share })
        }
      />
    </>
  );
}
