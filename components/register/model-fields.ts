const source = { name: "source", label: "Document", kind: "reference", of: "sources" } as const;
const from = { name: "from", label: "From", kind: "date", required: true } as const;

/** What the form of a product asks of each of its models. */
export const MODEL_FIELDS = [
  { name: "name", label: "Deployable name", kind: "text", required: true },
  {
    name: "patterns",
    label: "Names that gateways log",
    kind: "tokens",
    help: "Exact, or with * and ?. Default: the name.",
  },
  { name: "input_price_usd_per_mtok", label: "Input, USD per million tokens", kind: "amount" },
  { name: "output_price_usd_per_mtok", label: "Output, USD per million tokens", kind: "amount" },
  {
    name: "prices",
    label: "List prices by date",
    kind: "items",
    noun: "dated price",
    by: "from",
    fields: [
      from,
      { name: "input_price_usd_per_mtok", label: "Input, USD per million tokens", kind: "amount" },
      { name: "output_price_usd_per_mtok", label: "Output, USD per million tokens", kind: "amount" },
      source,
    ],
  },
  {
    name: "quality_estimates",
    label: "Quality estimates",
    kind: "items",
    noun: "quality estimate",
    by: "from",
    fields: [
      {
        name: "task",
        label: "Task",
        kind: "text",
        help: "As decisions name it. Empty: every task without an estimate of its own.",
      },
      from,
      { name: "quality", label: "Quality, between 0 and 1", kind: "number", required: true },
      source,
    ],
  },
] as const;
