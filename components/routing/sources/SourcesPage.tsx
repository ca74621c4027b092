import { EmptyState, LinkButton, PageHeader, Section } from "@/components/ui";
import { capitalise, countInWords, formatCount } from "@/lib/kernel/format";
import type { NamedProduct } from "@/lib/register";
import type { ReadinessAnswer, TrafficSourceView } from "@/lib/routing";
import { PostHint } from "./PostHint";
import { ReadinessTable, readinessFinding } from "./ReadinessTable";
import { SourcesTable } from "./SourcesTable";
import { UnknownNames } from "./UnknownNames";
import { UploadPanel } from "./UploadPanel";

export type SourcesPageProps = {
  sources: readonly TrafficSourceView[];
  readiness: ReadinessAnswer;
  products: readonly NamedProduct[];
  may_write: boolean;
  /** Where people reach this installation. */
  base: string;
};

/** "Three names match no model." */
export const namesFinding = (n: number): string =>
  n === 0
    ? "Every name matches a model."
    : `${capitalise(countInWords(n, "name"))} ${n === 1 ? "matches" : "match"} no model.`;

const lead = (sources: readonly TrafficSourceView[]): string => {
  const decisions = sources.reduce((sum, source) => sum + source.decisions, 0);
  const simulated = sources.some((source) => source.generated && source.decisions > 0);
  return decisions === 0
    ? "Where routing decisions come from. None has come yet."
    : `Where routing decisions come from: ${formatCount(decisions, simulated ? "simulated decision" : "decision")} from ${countInWords(sources.length, "source")}.`;
};

/** The readiness panel: what could be tested now, what is missing, and names to say something about. */
export function ReadinessSections({
  readiness,
  products,
  may_write,
  first,
}: Pick<SourcesPageProps, "readiness" | "products" | "may_write"> & { first: number }) {
  const { unknown_names } = readiness;
  return (
    <>
      <Section
        number={first}
        id="readiness"
        title={readinessFinding(readiness)}
        text={<p>A baseline describes a neutral router. Each needs something else of the log.</p>}
      >
        <ReadinessTable answer={readiness} />
      </Section>
      <Section
        wide
        number={first + 1}
        id="names"
        title={namesFinding(unknown_names.length)}
        text={
          unknown_names.length > 0 ? (
            <p>Their decisions are unattributed. Say whose a name is and its history follows.</p>
          ) : null
        }
      >
        {unknown_names.length > 0 ? (
          <UnknownNames names={unknown_names} products={products} may_name={may_write} />
        ) : (
          <p className="note">All that was logged is attributed to an owner.</p>
        )}
      </Section>
    </>
  );
}

/** Traffic sources: what came, a log by hand, what can be tested, and how a gateway posts by itself. */
export function SourcesPage({ sources, readiness, products, may_write, base }: SourcesPageProps) {
  const add = may_write ? <LinkButton href="/routing/sources/new">Add a source</LinkButton> : null;
  return (
    <>
      <PageHeader title="Traffic sources" lead={lead(sources)} actions={add} />
      <SourcesTable rows={sources} />
      {may_write ? (
        <div className="mt-12">
          <Section
            number={1}
            id="upload"
            title="Load a log"
            text={<p>A gateway’s own records, or ours. Loading the same file again stores nothing twice.</p>}
          >
            {sources.length > 0 ? (
              <UploadPanel sources={sources.map(({ key, name }) => ({ key, name }))} />
            ) : (
              <EmptyState title="First say where it comes from" level={3} actions={add}>
                A file belongs to a traffic source, so that its decisions can be told from those of others.
              </EmptyState>
            )}
          </Section>
        </div>
      ) : (
        <div className="mt-12" />
      )}
      <ReadinessSections
        readiness={readiness}
        products={products}
        may_write={may_write}
        first={may_write ? 2 : 1}
      />
      {may_write ? (
        <Section
          number={4}
          id="post"
          title="Let the gateway post"
          text={
            <p>Whoever runs this server makes a key for one source; it can post traffic and nothing else.</p>
          }
        >
          <PostHint source={sources[0]?.key ?? "gateway-eu"} base={base} />
        </Section>
      ) : null}
    </>
  );
}
