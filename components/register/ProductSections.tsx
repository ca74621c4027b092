import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section, Unknown } from "@/components/ui";
import { capitalise, countInWords } from "@/lib/kernel/format";
import { type ProductView, recordHref } from "@/lib/register";
import { When } from "./cells";

type Model = ProductView["models"][number];
type Channel = ProductView["availability"][number];

const price = (value: string | null) => value ?? <Unknown />;

const MODELS: readonly TableColumn<Model>[] = [
  { id: "name", header: "Model", cell: (row) => <span className="mono">{row.name}</span> },
  {
    id: "patterns",
    header: "Names that gateways log",
    wide: true,
    cell: (row) => <span className="mono">{row.patterns.join(", ")}</span>,
  },
  {
    id: "input",
    header: "Input, USD per million tokens",
    align: "right",
    cell: (row) => price(row.input_price_usd_per_mtok),
  },
  {
    id: "output",
    header: "Output, USD per million tokens",
    align: "right",
    cell: (row) => price(row.output_price_usd_per_mtok),
  },
];

/** The product's deployable names, with what gateways log for them and list prices. */
export function ModelsSection({ product }: { product: ProductView }) {
  const n = product.models.length;
  return (
    <Section
      wide
      title={
        n === 0 ? "No model is named." : `${capitalise(countInWords(n, "model"))} can be chosen by a router.`
      }
      text={<p>A decision is ours or a partner’s by these names alone, whoever hosts the model.</p>}
    >
      <SimpleTable
        label="Models"
        columns={MODELS}
        rows={product.models}
        row_key={(row) => row.name}
        cards={2}
        empty={<p className="mute">Add models to attribute a router’s decisions.</p>}
      />
    </Section>
  );
}

/** Where it is sold, and since when. */
export function AvailabilitySection({ product }: { product: ProductView }) {
  const columns: readonly TableColumn<Channel>[] = [
    {
      id: "channel",
      header: "Platform",
      cell: (row) => (
        <Link href={recordHref.party(row.channel)}>{product.channel_names[row.channel] ?? row.channel}</Link>
      ),
    },
    { id: "from", header: "From", cell: (row) => <When value={row.from} /> },
    { id: "until", header: "Until", cell: (row) => (row.until ? <When value={row.until} /> : "") },
    {
      id: "exclusive",
      header: "Exclusive",
      cell: (row) => (row.exclusive === null ? <Unknown /> : row.exclusive ? "yes" : "no"),
    },
  ];
  return (
    <Section
      title={product.availability.length === 0 ? "Nobody has said where it is sold." : "Where it is sold."}
    >
      <SimpleTable
        label="Availability"
        columns={columns}
        rows={product.availability}
        row_key={(row) => row.channel}
        cards={2}
        empty={<p className="mute">Channels and dates tell whether a rival platform had it earlier.</p>}
      />
    </Section>
  );
}
