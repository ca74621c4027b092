import Link from "next/link";
import { PageHeader, Section } from "@/components/ui";
import { type HueParty, partyHues } from "@/lib/kernel/hue";
import type { DeviationsAnswer, NeutralityQuery } from "@/lib/neutrality";
import {
  composeDeviationChart,
  deviationsLead,
  deviationsSearch,
  deviationsTitle,
  NEUTRALITY_PAGE,
  neutralitySearch,
  pageCost,
  subjectWords,
  viewWords,
} from "@/lib/reports";
import { DeviationShown } from "./DeviationShown";
import { DeviationsTable, NoDeviation } from "./DeviationsTable";

export type DeviationsViewProps = {
  query: NeutralityQuery;
  answer: DeviationsAnswer;
  parties: readonly (HueParty & { key: string; name: string; first_party: boolean })[];
  generated: boolean;
  /** The place in the list that the address names. */
  cursor: string | undefined;
  /** Which of the page is shown; the first where it is none of them. */
  one: string | undefined;
};

/** Decisions against the declared rule: how many, one of them in full, and all of them as a list. */
export function DeviationsView({ query, answer, parties, generated, cursor, one }: DeviationsViewProps) {
  const { items } = answer;
  const name = parties.find(({ key }) => query.focus === `party:${key}`)?.name ?? null;
  const place = Math.max(
    0,
    items.findIndex(({ id }) => id === one),
  );
  const shown = items[place];
  const hrefOf = (at: number) => {
    const id = items[at]?.id;
    return id === undefined ? null : `${deviationsSearch(query, { cursor, one: id })}#one`;
  };
  const cost = pageCost(items);
  const judged = neutralitySearch(query, { baseline: "declared_policy", reference: null });
  return (
    <>
      <PageHeader
        kicker={<Link href={`${NEUTRALITY_PAGE}${judged}`}>Neutrality, {viewWords(query, parties)}</Link>}
        title={deviationsTitle(answer, subjectWords(query, name), generated)}
        lead={deviationsLead(answer)}
      />
      {shown ? (
        <DeviationShown
          item={shown}
          chart={composeDeviationChart(shown, parties, generated)}
          hues={partyHues(parties)}
          first_party={new Set(parties.filter((party) => party.first_party).map(({ key }) => key))}
          generated={generated}
          before={hrefOf(place - 1)}
          after={hrefOf(place + 1)}
          place={`${place + 1} of ${items.length} on this page`}
        />
      ) : (
        <NoDeviation decisions={answer.decisions} />
      )}
      {shown ? (
        <Section wide title="All of them, newest first." {...(cost === null ? {} : { text: <p>{cost}</p> })}>
          <DeviationsTable
            rows={items.map((item, at) => ({ ...item, href: hrefOf(at) ?? "" }))}
            answer={answer}
          />
        </Section>
      ) : null}
    </>
  );
}
