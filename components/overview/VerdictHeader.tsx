import { PageHeader, PromiseQuote, Term } from "@/components/ui";
import { formatDate } from "@/lib/kernel/format";
import type { Phrase, Promised, VerdictModel } from "@/lib/reports";

const MEANINGS: Record<string, string> = {
  "How large":
    "The odds that the router picks one of our models, against the odds of a router that sees quality, price and latency but not who owns a model.",
  "How sure":
    "A number that stays below the line in 99 of 100 neutral routers, however often one looks; above it, chance is no explanation.",
};

function Phrases({ parts }: { parts: readonly Phrase[] }) {
  return parts.map(({ text, tone }) =>
    tone === undefined ? (
      text
    ) : (
      <b key={text} className={tone === "own" ? "own" : undefined}>
        {text}
      </b>
    ),
  );
}

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

/** The promise quoted, then its verdict as a sentence with how large, how sure, since when and resting on what. */
export function VerdictHeader({ promised, verdict }: { promised: Promised | null; verdict: VerdictModel }) {
  return (
    <PageHeader
      size="verdict"
      verdict={verdict.verdict}
      title={verdict.title}
      lead={<Phrases parts={verdict.lead} />}
      promise={
        promised ? <PromiseQuote text={promised.text} cite={<Cite promised={promised} />} /> : undefined
      }
      rubric={verdict.facts.map(({ term, value }) => ({
        key: term,
        term: MEANINGS[term] ? <Term meaning={MEANINGS[term]}>{term}</Term> : term,
        value,
      }))}
    />
  );
}
