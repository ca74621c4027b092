import Link from "next/link";
import { Fragment } from "react";
import { PageHeader, Phrases, PromiseQuote, Term } from "@/components/ui";
import { formatDate } from "@/lib/kernel/format";
import {
  type FactLink,
  GLOSSARY,
  HOW_WE_KNOW_PAGE,
  neutralityHref,
  type Promised,
  type TermKey,
  type TrafficWindow,
  type VerdictModel,
} from "@/lib/reports";

/** Terms of the header that *How we know* explains. */
const EXPLAINED: Record<string, TermKey> = {
  "How large": "odds",
  "How sure": "evidence",
  "Since when": "onset",
  "Resting on": "coverage",
};

function Cite({ promised }: { promised: Promised }) {
  const { speaker, made_on, source } = promised;
  const said = [speaker, made_on ? formatDate(made_on) : null].filter(Boolean).join(", ");
  return (
    <>
      {said}
      {source ? (
        <>
          <br />
          {source.url ? <a href={source.url}>{source.title}</a> : source.title}
        </>
      ) : null}
    </>
  );
}

function FactValue({ value, links }: { value: string; links: readonly FactLink[] }) {
  return (
    <>
      {value}
      {links.map(({ text, href }, at) => (
        <Fragment key={href}>
          {at === 0 ? ": " : ", "}
          <Link href={href}>{text}</Link>
        </Fragment>
      ))}
    </>
  );
}

/** The promise quoted, then its verdict as a sentence with how large, how sure, since when and resting on what. */
export function VerdictHeader({
  promised,
  verdict,
  window,
}: {
  promised: Promised | null;
  verdict: VerdictModel;
  window: Pick<TrafficWindow, "from" | "to">;
}) {
  const search = new URLSearchParams(window);
  return (
    <PageHeader
      size="verdict"
      verdict={verdict.verdict}
      title={
        <Link className="plain" href={neutralityHref(window)}>
          {verdict.title}
        </Link>
      }
      lead={<Phrases parts={verdict.lead} />}
      promise={
        promised ? <PromiseQuote text={promised.text} cite={<Cite promised={promised} />} /> : undefined
      }
      rubric={verdict.facts.map(({ term, value, links = [] }) => {
        const key = EXPLAINED[term];
        return {
          key: term,
          term: key ? (
            <Term meaning={GLOSSARY[key].meaning} href={`${HOW_WE_KNOW_PAGE}?${search}#${key}`}>
              {term}
            </Term>
          ) : (
            term
          ),
          value: <FactValue value={value} links={links} />,
        };
      })}
    />
  );
}
