import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import {
  type CoHoldingView,
  inWords,
  type PartnershipView,
  type ProductView,
  type RightView,
  type RoundView,
  recordHref,
} from "@/lib/register";
import { Money, When, WordList, Words } from "./cells";

const PARTNERSHIPS: readonly TableColumn<PartnershipView>[] = [
  {
    id: "kinds",
    header: "Kinds",
    cell: (row) => (
      <Link href={recordHref.partnership(row.key)}>
        <WordList values={row.kinds} />
      </Link>
    ),
  },
  { id: "status", header: "Status", cell: (row) => <Words value={row.status} /> },
  { id: "influence", header: "Influence", cell: (row) => <Words value={row.influence} /> },
  { id: "start", header: "Since", cell: (row) => <When value={row.start} /> },
  { id: "visibility", header: "Visibility", cell: (row) => row.visibility },
];

const RIGHTS: readonly TableColumn<RightView>[] = [
  {
    id: "type",
    header: "Right",
    cell: (row) => <Link href={recordHref.right(row.key)}>{inWords(row.type)}</Link>,
  },
  { id: "holder_name", header: "Held by", cell: (row) => row.holder_name },
  { id: "state", header: "State", cell: (row) => <Words value={row.state} /> },
  { id: "scope", header: "Covers", wide: true, cell: (row) => row.scope ?? "" },
];

const PRODUCTS: readonly TableColumn<ProductView>[] = [
  {
    id: "name",
    header: "Product",
    cell: (row) => <Link href={recordHref.product(row.key)}>{row.name}</Link>,
  },
  {
    id: "segments",
    header: "Segments",
    wide: true,
    cell: (row) => Object.values(row.segment_names).join(", "),
  },
  { id: "lifecycle", header: "Lifecycle", cell: (row) => <Words value={row.lifecycle} /> },
  {
    id: "channels",
    header: "Sold on",
    wide: true,
    cell: (row) => Object.values(row.channel_names).join(", "),
  },
];

const roundColumns = (key: string): readonly TableColumn<RoundView>[] => [
  {
    id: "investee",
    header: "Round of",
    cell: (row) => <Link href={recordHref.round(row.key)}>{row.investee_name}</Link>,
  },
  { id: "announced", header: "Announced", cell: (row) => <When value={row.announced} /> },
  {
    id: "amount",
    header: "Whole round",
    align: "right",
    cell: (row) => <Money amount={row.amount} bound={row.bound} currency={row.currency} />,
  },
  {
    id: "own",
    header: "Of which",
    wide: true,
    cell: (row) =>
      row.participations
        .filter(({ investor }) => row.investee === key || investor === key)
        .map((part) => (
          <span key={part.investor} className="block">
            {row.investor_names[part.investor] ?? part.investor}{" "}
            <Money amount={part.amount} bound={part.bound} currency={row.currency} />
          </span>
        )),
  },
  { id: "differ", header: "Reports", cell: (row) => (row.reports_differ ? "differ" : "") },
];

type Relations = {
  partnerships: readonly PartnershipView[];
  rights: readonly RightView[];
  rounds: readonly RoundView[];
  co_holdings: readonly CoHoldingView[];
  products: readonly ProductView[];
};

const none = (text: string) => <p className="mute">{text}</p>;

/** Partnerships and rights, money, products: everything that is recorded around a party, each linked. */
export function PartySections({
  party_key,
  name,
  relations,
}: {
  party_key: string;
  name: string;
  relations: Relations;
}) {
  const together = relations.co_holdings.flatMap((one) => {
    const others = one.parties
      .filter((other) => other !== party_key)
      .map((other) => one.party_names[other] ?? other);
    if (others.length === 0) return [];
    const who = one.at_least === null ? "Some" : `At least ${one.at_least}`;
    return [{ key: one.key, text: `${who} investors also hold ${others.join(" and ")}.` }];
  });
  return (
    <>
      <Section title={`What ${name} makes.`}>
        <SimpleTable
          label="Products"
          columns={PRODUCTS}
          rows={relations.products}
          row_key={(row) => row.key}
          cards={2}
          empty={none("No product is recorded.")}
        />
      </Section>
      <Section title="Partnerships.">
        <SimpleTable
          label="Partnerships"
          columns={PARTNERSHIPS}
          rows={relations.partnerships}
          row_key={(row) => row.key}
          cards={2}
          empty={none("No partnership is recorded.")}
        />
      </Section>
      <Section title="Rights." text={<p>Unknown is not the same as not agreed.</p>}>
        <SimpleTable
          label="Rights"
          columns={RIGHTS}
          rows={relations.rights}
          row_key={(row) => row.key}
          cards={2}
          empty={none("No right is recorded, agreed or not.")}
        />
      </Section>
      <Section
        title="Money."
        text={together.map(({ key, text }) => (
          <p key={key}>
            <Link href={recordHref.coHolding(key)}>{text}</Link>
          </p>
        ))}
      >
        <SimpleTable
          label="Investment rounds"
          columns={roundColumns(party_key)}
          rows={relations.rounds}
          row_key={(row) => row.key}
          cards={2}
          empty={none("No investment is recorded.")}
        />
      </Section>
    </>
  );
}
