"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/form";
import { Button } from "@/components/ui";

export type ProductOption = { value: string; label: string };

/** One click: the name becomes a model name of the chosen product. */
export function NameModel({ name, products }: { name: string; products: readonly ProductOption[] }) {
  const router = useRouter();
  const [product, setProduct] = useState("");
  const [state, setState] = useState<"idle" | "sending" | string>("idle");
  const save = async () => {
    setState("sending");
    const result = await callApi("/api/v1/catalogue/names", {
      method: "POST",
      body: { pattern: name, product },
    });
    if (!result.ok) return setState(result.problem.detail ?? result.problem.title);
    setState("idle");
    router.refresh();
  };
  return (
    <span className="flex flex-wrap items-center gap-2">
      <select
        className="inp"
        aria-label={`Product of ${name}`}
        value={product}
        onChange={(event) => setProduct(event.target.value)}
      >
        <option value="">choose a product</option>
        {products.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Button size="small" disabled={product === "" || state === "sending"} onClick={save}>
        Name it
      </Button>
      {state === "idle" || state === "sending" ? null : <span className="err">{state}</span>}
    </span>
  );
}
