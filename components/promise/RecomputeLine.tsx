import Link from "next/link";
import { PageEnd } from "@/components/ui";
import { formatDigest } from "@/lib/kernel/format";
import type { Neutrality, NeutralityQuery } from "@/lib/neutrality";
import { HOW_WE_KNOW_PAGE, neutralityApiHref, neutralitySearch } from "@/lib/reports";
import { rangeWords } from "@/lib/routing";

export type RecomputeLineProps = {
  query: NeutralityQuery;
  neutrality: Pick<Neutrality, "method_version" | "baseline" | "direction">;
  catalogue: string;
  digest: string;
};

const said = (value: string | undefined, word: string): string | null =>
  value === undefined ? null : `${word} ${value || "without a name"}`;

function filtersOf(query: NeutralityQuery): string {
  const filters = [
    said(query.router, "router"),
    said(query.task, "task"),
    said(query.region, "region"),
    said(query.policy_version, "policy version"),
    query.covariates ? `by ${query.covariates.join(", ")}` : null,
  ].filter((part) => part !== null);
  return filters.length > 0 ? filters.join(", ") : "no filter";
}

const furtherOf = (query: NeutralityQuery): string[] => [
  ...(query.reference === undefined ? [] : [`reference ${query.reference}`]),
  ...(query.noise === undefined ? [] : [`noise ${query.noise}`]),
  `material from ${query.materiality}`,
  ...(query.materiality_share === undefined ? [] : [`material share ${query.materiality_share}`]),
  `alpha ${query.alpha}`,
];

const Mono = ({ word, value, title }: { word: string; value: string; title?: string }) => (
  <>
    {word}{" "}
    <span className="mono" title={title}>
      {value}
    </span>
  </>
);

/** All that it takes to compute the same figures again. */
export function RecomputeLine({ query, neutrality, catalogue, digest }: RecomputeLineProps) {
  const { method_version, baseline, direction } = neutrality;
  return (
    <PageEnd
      items={[
        { key: "range", content: `${rangeWords(query)}, UTC` },
        { key: "filters", content: filtersOf(query) },
        {
          key: "question",
          content: [query.focus, direction, baseline, ...furtherOf(query)].join(", "),
        },
        { key: "method", content: <Mono word="Method" value={method_version} /> },
        {
          key: "catalogue",
          content: <Mono word="Catalogue" value={catalogue.slice(0, 12)} title={catalogue} />,
        },
        { key: "data", content: <Mono word="Data" value={formatDigest(digest)} title={digest} /> },
        { key: "recompute", content: <a href={neutralityApiHref(query)}>Recompute</a> },
        {
          key: "how",
          content: <Link href={`${HOW_WE_KNOW_PAGE}${neutralitySearch(query)}`}>How we know</Link>,
        },
      ]}
    />
  );
}
