"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/form";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Button, Select, useToast } from "@/components/ui";
import { formatNumber } from "@/lib/kernel/format";
import { type NamedProduct, suggestProduct } from "@/lib/register";
import type { UnknownName } from "@/lib/routing";

type Props = { names: readonly UnknownName[]; products: readonly NamedProduct[]; may_name: boolean };

const labelOf = ({ name, owner_name }: NamedProduct): string => `${name} (${owner_name})`;

function NameActions({ name, products }: { name: string; products: readonly NamedProduct[] }) {
  const router = useRouter();
  const say = useToast();
  const [busy, setBusy] = useState(false);
  const suggested = suggestProduct(name, products);
  const attribute = async (key: string) => {
    setBusy(true);
    const result = await callApi("/api/v1/catalogue/names", {
      method: "POST",
      body: { pattern: name, product: key },
    });
    setBusy(false);
    const product = products.find((each) => each.key === key);
    if (!result.ok) return say(result.problem.detail ?? result.problem.title);
    say(`${name} is ${product ? labelOf(product) : key} from now on, and in its history.`);
    router.refresh();
  };
  return (
    <span className="flex flex-wrap gap-2 justify-end">
      {suggested ? (
        <Button size="small" disabled={busy} onClick={() => attribute(suggested.key)}>
          It is {labelOf(suggested)}
        </Button>
      ) : null}
      <Select
        label={`Product of ${name}`}
        value=""
        options={products.map((product) => ({ value: product.key, label: labelOf(product) }))}
        onChange={attribute}
      >
        {suggested ? "Another product" : "Choose its product"}
      </Select>
    </span>
  );
}

/** Names that match no model. Saying whose one is attributes its history too. */
export function UnknownNames({ names, products, may_name }: Props) {
  const columns: TableColumn<UnknownName>[] = [
    { id: "name", header: "Name as logged", cell: ({ name }) => <span className="mono">{name}</span> },
    { id: "chosen", header: "Chosen", align: "right", cell: ({ chosen }) => formatNumber(chosen) },
    {
      id: "candidate",
      header: "Candidate",
      align: "right",
      cell: ({ candidate }) => formatNumber(candidate),
    },
    ...(may_name
      ? [
          {
            id: "act",
            header: "Whose it is",
            align: "right" as const,
            wide: true,
            cell: ({ name }: UnknownName) => <NameActions name={name} products={products} />,
          },
        ]
      : []),
  ];
  return (
    <SimpleTable
      label="Names that match no model"
      columns={columns}
      rows={names}
      row_key={({ name }) => name}
      cards={2}
    />
  );
}
