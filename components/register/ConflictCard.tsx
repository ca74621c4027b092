import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { GeneratedMark, Pips, Section, Skeleton, Unknown, Verdict, type VerdictKind } from "@/components/ui";
import { formatCount, formatDate, formatList, formatPercent, formatRange } from "@/lib/kernel/format";
import { type ConflictCard as Card, inWords, recordHref } from "@/lib/register";
import { type CardTraffic, cardTitle, stakeNotes, stakeWords } from "@/lib/reports";

type Props = { card: Card; traffic: CardTraffic | null; treated: Promise<VerdictKind> | null };

function Cell({ term, children, note }: { term: string; children: ReactNode; note?: ReactNode }) {
  return (
    <div className="border-t border-rule py-3">
      <dt className="text-12 text-ink-3">{term}</dt>
      <dd className="text-16">{children}</dd>
      {note ? <dd className="text-13 text-ink-2">{note}</dd> : null}
    </div>
  );
}

function Money({ money }: { money: Card["money"] }) {
  const notes = money.flatMap((stake) => stakeNotes(stake) ?? []);
  return (
    <Cell term="We committed" note={notes.length > 0 ? formatList(notes) : undefined}>
      {money.length === 0 ? (
        <span className="mute">nothing recorded</span>
      ) : money.every(({ amount }) => amount === null) ? (
        <Unknown>amount unknown</Unknown>
      ) : (
        formatList(money.map(stakeWords))
      )}
    </Cell>
  );
}

const STATES = ["agreed", "unknown", "not_agreed"] as const;

function Rights({ rights }: { rights: Card["rights"] }) {
  const ours = rights.filter((right) => right.ours);
  const theirs = rights.length - ours.length;
  const said = STATES.flatMap((state) => {
    const of = ours.filter((right) => right.state === state);
    return of.length > 0 ? [{ state, of }] : [];
  });
  return (
    <Cell
      term="Rights that we hold"
      note={theirs > 0 ? `${formatCount(theirs, "right")} held by others.` : undefined}
    >
      {said.length === 0 ? <span className="mute">none recorded</span> : null}
      {said.map(({ state, of }) => (
        <span key={state} className="block">
          {of.map((right, at) => (
            <span key={right.key}>
              {at > 0 ? ", " : null}
              <Link href={recordHref.right(right.key)}>{inWords(right.type)}</Link>
            </span>
          ))}{" "}
          {state === "unknown" ? <Unknown>unknown whether agreed</Unknown> : <small>{inWords(state)}</small>}
        </span>
      ))}
    </Cell>
  );
}

function Overlaps({ party, overlaps }: Pick<Card, "party" | "overlaps">) {
  const [heaviest] = overlaps.items;
  return (
    <Cell
      term="Open overlaps"
      note={
        heaviest ? (
          <>
            Heaviest: <Link href={`/overlaps/${heaviest.key}`}>{heaviest.title}</Link>
          </>
        ) : undefined
      }
    >
      {overlaps.open === 0 ? (
        "none"
      ) : (
        <>
          <Link href={`/overlaps?party=${encodeURIComponent(party.key)}`}>{overlaps.open}</Link>{" "}
          <Pips value={overlaps.highest_severity} of={5} label="Highest severity" />
        </>
      )}
    </Cell>
  );
}

function Traffic({ traffic }: { traffic: CardTraffic | null }) {
  if (traffic === null)
    return (
      <Cell term="Routed to it">
        <span className="mute">no traffic is stored</span>
      </Cell>
    );
  const counted = `${formatCount(traffic.decisions, "decision")}, ${formatRange(traffic.from, traffic.to)}.`;
  return (
    <Cell term="Routed to it" note={counted}>
      {traffic.decisions === 0 ? "none" : formatPercent(traffic.share)}{" "}
      {traffic.generated ? <GeneratedMark /> : null}
    </Cell>
  );
}

async function Treated({ treated }: { treated: Promise<VerdictKind> }) {
  return <Verdict verdict={await treated} />;
}

/** What stands between us and a partner, in a glance: money, rights, overlaps, traffic, verdict, next date. */
export function ConflictCard({ card, traffic, treated }: Props) {
  const { next_date } = card;
  return (
    <Section
      wide
      title={cardTitle(card)}
      text={<p>Money, rights and overlaps come from the register, traffic and verdict from the routers.</p>}
    >
      <dl className="grid grid-cols-1 gap-x-10 min-[600px]:grid-cols-2 min-[1000px]:grid-cols-3">
        <Money money={card.money} />
        <Rights rights={card.rights} />
        <Overlaps party={card.party} overlaps={card.overlaps} />
        <Traffic traffic={traffic} />
        <Cell term="Treated worse by the routers?">
          {treated === null ? (
            <Verdict verdict="no_data" />
          ) : (
            <Suspense fallback={<Skeleton width={88} height={20} />}>
              <Treated treated={treated} />
            </Suspense>
          )}
        </Cell>
        <Cell
          term="Next date"
          note={
            next_date ? (
              <>
                <Link href={`/overlaps/${next_date.overlap}`}>{next_date.overlap}</Link> is to be judged by
                then.
              </>
            ) : undefined
          }
        >
          {next_date ? formatDate(next_date.day) : <span className="mute">nothing is due</span>}
        </Cell>
      </dl>
    </Section>
  );
}
