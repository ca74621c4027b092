import Link from "next/link";
import { PathPicture } from "@/components/chart";
import { GeneratedMark, Section } from "@/components/ui";
import { countInWords, formatDate } from "@/lib/kernel/format";
import { type OverlapView, type PathFactView, recordHref } from "@/lib/register";
import type { OverlapTraffic } from "@/lib/reports";
import { NarrowPath } from "./NarrowPath";
import { narrowPath } from "./narrow-path";
import { pathPicture } from "./path-model";
import { pathTitle } from "./words";

function hrefOf({ entity, key, id }: PathFactView): string | null {
  switch (entity) {
    case "product":
      return recordHref.product(key);
    case "investment_round":
      return recordHref.round(key);
    case "co_holding":
      return recordHref.coHolding(key);
    case "contract_right":
      return recordHref.right(key);
    case "partnership":
      return recordHref.partnership(key);
    case "policy":
      return recordHref.policy(id);
    default:
      return null;
  }
}

type Source = PathFactView["sources"][number];

function SourceLink({ source }: { source: Source }) {
  return (
    <>
      <Link href={recordHref.source(source.key)}>{source.title}</Link>
      {source.published && !source.title.includes(formatDate(source.published))
        ? `, ${formatDate(source.published)}`
        : ""}
    </>
  );
}

function Sources({ sources }: { sources: readonly Source[] }) {
  const [only] = sources;
  if (!only) return <small>no source</small>;
  if (sources.length === 1)
    return (
      <small>
        <SourceLink source={only} />
      </small>
    );
  return (
    <details className="sources">
      <summary>{countInWords(sources.length, "source")}</summary>
      {sources.map((source) => (
        <small key={source.key}>
          <SourceLink source={source} />
        </small>
      ))}
    </details>
  );
}

function Fact({ fact }: { fact: PathFactView }) {
  const href = hrefOf(fact);
  return (
    <li>
      <span className="k">{fact.no}</span>
      <span>
        {href ? <Link href={href}>{fact.sentence}</Link> : fact.sentence}
        {fact.visibility === "confidential" ? <small>confidential</small> : null}
        {fact.needed ? null : <small>weighs on severity only</small>}
        <Sources sources={fact.sources} />
      </span>
    </li>
  );
}

/** The facts that make an overlap true, as a picture and as a list. */
export function FactPath({ overlap, traffic }: { overlap: OverlapView; traffic: OverlapTraffic | null }) {
  const hues = Object.fromEntries(traffic?.owners.map(({ key, hue }) => [key, hue]) ?? []);
  const shown = traffic && { candidates: traffic.candidates, hues };
  const picture = pathPicture(overlap, shown);
  const unit = traffic
    ? `numbers refer to the list; widths are shares of ${traffic.router} since ${formatDate(traffic.from)}`
    : "numbers refer to the list";
  return (
    <Section
      wide
      number={1}
      title={pathTitle(overlap)}
      text={
        <p>
          The facts that make it true: without them it ends, and when one changes, its review goes stale.
          Those that only weigh on severity say so.
        </p>
      }
    >
      <figure className="fig">
        <figcaption className="cap">
          <b>
            Path of facts <span className="unit">{unit}</span>
          </b>
          {traffic?.generated ? <GeneratedMark /> : null}
        </figcaption>
        <PathPicture
          {...picture}
          narrow={
            <NarrowPath
              model={narrowPath(overlap.path, shown)}
              summary={picture.summary}
              {...(picture.captions ? { captions: picture.captions } : {})}
            />
          }
        />
        <ol className="facts">
          {overlap.path.map((fact) => (
            <Fact key={fact.no} fact={fact} />
          ))}
        </ol>
      </figure>
    </Section>
  );
}
