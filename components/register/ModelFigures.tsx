import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section, Unknown } from "@/components/ui";
import { formatNumber } from "@/lib/kernel/format";
import { type ProductView, recordHref } from "@/lib/register";
import { When } from "./cells";

type Model = ProductView["models"][number];
type Price = Model["prices"][number] & { model: string };
type Estimate = Model["quality_estimates"][number] & { model: string };

const modelColumn = {
  id: "model",
  header: "Model",
  cell: (row: { model: string }) => <span className="mono">{row.model}</span>,
};
const fromColumn = {
  id: "from",
  header: "From",
  cell: (row: { from: string }) => <When value={row.from} />,
};
const sourceColumn = {
  id: "source",
  header: "Document",
  cell: ({ source }: { source: string | null }) =>
    source === null ? <Unknown>none</Unknown> : <Link href={recordHref.source(source)}>{source}</Link>,
};

const PRICES: readonly TableColumn<Price>[] = [
  modelColumn,
  fromColumn,
  {
    id: "input",
    header: "Input, USD per million tokens",
    align: "right",
    cell: (row) => row.input_price_usd_per_mtok ?? <Unknown />,
  },
  {
    id: "output",
    header: "Output, USD per million tokens",
    align: "right",
    cell: (row) => row.output_price_usd_per_mtok ?? <Unknown />,
  },
  sourceColumn,
];

const ESTIMATES: readonly TableColumn<Estimate>[] = [
  modelColumn,
  { id: "task", header: "Task", cell: ({ task }) => task ?? "every other" },
  fromColumn,
  { id: "quality", header: "Quality", align: "right", cell: ({ quality }) => formatNumber(quality, 3) },
  sourceColumn,
];

/** Dated list prices and quality estimates of the product's models; nothing where none is recorded. */
export function FiguresSection({ product }: { product: ProductView }) {
  const prices = product.models.flatMap(({ name, prices }) =>
    prices.map((price) => ({ ...price, model: name })),
  );
  const estimates = product.models.flatMap(({ name, quality_estimates }) =>
    quality_estimates.map((estimate) => ({ ...estimate, model: name })),
  );
  if (prices.length + estimates.length === 0) return null;
  return (
    <Section
      wide
      title="What its models cost and are expected to be worth."
      text={<p>Used where a log carries no candidates and a policy names them, each from its date on.</p>}
    >
      <div className="grid gap-8">
        {prices.length > 0 ? (
          <SimpleTable
            label="List prices by date"
            columns={PRICES}
            rows={prices}
            row_key={(row) => `${row.model} ${row.from}`}
            cards={2}
          />
        ) : null}
        {estimates.length > 0 ? (
          <SimpleTable
            label="Quality estimates"
            columns={ESTIMATES}
            rows={estimates}
            row_key={(row) => `${row.model} ${row.task ?? ""} ${row.from}`}
            cards={2}
          />
        ) : null}
      </div>
    </Section>
  );
}
