import Link from "next/link";
import { PathPicture } from "@/components/chart";
import { GeneratedMark, Section } from "@/components/ui";
import { formatDate } from "@/lib/kernel/format";
import { type OverlapView, type PathFactView, recordHref } from "@/lib/register";
import type { OverlapTraffic } from "@/lib/reports";
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

function Sources({ sources }: Pick<PathFactView, "sources">) {
  if (sources.length === 0) return <>no source</>;
  return sources.map((source, place) => (
    <span key={source.key}>
      {place > 0 ? "; " : ""}
      <Link href={recordHref.source(source.key)}>{source.title}</Link>
      {source.published ? `, ${formatDate(source.published)}` : ""}
    </span>
  ));
}

function Fact({ fact }: { fact: PathFactView }) {
  const href = hrefOf(fact);
  return (
    <li>
      <span className="k">{fact.no}</span>
      <span>
        {href ? <Link href={href}>{fact.sentence}</Link> : fact.sentence}
        <small>
          {fact.visibility === "confidential" ? "confidential, " : ""}
          <Sources sources={fact.sources} />
        </small>
        {fact.needed ? null : <small>weighs, but the overlap stands without it</small>}
      </span>
    </li>
  );
}

/** The facts that make an overlap true, as a picture and as a list. */
export function FactPath({ overlap, traffic }: { overlap: OverlapView; traffic: OverlapTraffic | null }) {
  const hues = Object.fromEntries(traffic?.owners.map(({ key, hue }) => [key, hue]) ?? []);
  const picture = pathPicture(overlap, traffic && { candidates: traffic.candidates, hues });
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
          The facts that make it true. Take one away and the overlap ends; change one and its review goes
          stale.
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
        <PathPicture {...picture} />
        <ol className="facts">
          {overlap.path.map((fact) => (
            <Fact key={fact.no} fact={fact} />
          ))}
        </ol>
      </figure>
    </Section>
  );
}
