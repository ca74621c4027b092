import Link from "next/link";
import { PageEnd } from "@/components/ui";
import { formatDigest } from "@/lib/kernel/format";
import type { Neutrality, NeutralityQuery } from "@/lib/neutrality";
import { HOW_WE_KNOW_PAGE, neutralityApiHref, neutralitySearch } from "@/lib/reports";
import { rangeWords } from "@/lib/routing";

export type RecomputeLineProps = {
  query: NeutralityQuery;
  neutrality: Pick<Neutrality, "method_version" | "baseline" | "direction" | "data">;
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

/** All that it takes to compute the same figures again: they are the same where the digest is. */
export function RecomputeLine({ query, neutrality }: RecomputeLineProps) {
  const { method_version, baseline, direction, data } = neutrality;
  const { digest, catalogue_version, policies_version } = data;
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
          content: <Mono word="Catalogue" value={catalogue_version.slice(0, 12)} title={catalogue_version} />,
        },
        { key: "policies", content: <Mono word="Policies" value={policies_version} /> },
        {
          key: "data",
          content: digest ? (
            <Mono word="Data of this view" value={formatDigest(digest)} title={digest} />
          ) : (
            "No digest of the data: decisions kept coming in"
          ),
        },
        { key: "recompute", content: <a href={neutralityApiHref(query)}>Recompute</a> },
        {
          key: "how",
          content: <Link href={`${HOW_WE_KNOW_PAGE}${neutralitySearch(query)}`}>How we know</Link>,
        },
      ]}
    />
  );
}
