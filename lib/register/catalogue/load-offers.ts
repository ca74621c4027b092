import type { Tx } from "@/lib/db/server";
import { partialDateStart } from "@/lib/kernel/time";
import type { Offer } from "./offer";

type Decimal = { toNumber(): number } | null;

const figure = (value: Decimal): number | null => value?.toNumber() ?? null;
const byTime = (a: { from_ms: number }, b: { from_ms: number }) => a.from_ms - b.from_ms;

/** What these models cost and are worth, by model id. They have no walls: the same for everybody. */
export async function loadOffers(tx: Tx, model_ids: readonly string[]): Promise<Map<string, Offer>> {
  const rows = await tx.productModel.findMany({
    where: { id: { in: [...model_ids] } },
    include: { prices: { orderBy: { from: "asc" } }, quality_estimates: { orderBy: { from: "asc" } } },
  });
  return new Map(
    rows.map((row) => {
      const undated = {
        from_ms: Number.NEGATIVE_INFINITY,
        input: figure(row.input_price_usd_per_mtok),
        output: figure(row.output_price_usd_per_mtok),
      };
      const dated = row.prices.map((price) => ({
        from_ms: partialDateStart(price.from) ?? 0,
        input: figure(price.input_price_usd_per_mtok),
        output: figure(price.output_price_usd_per_mtok),
      }));
      const estimates = row.quality_estimates.map(({ task, from, quality }) => ({
        task,
        from_ms: partialDateStart(from) ?? 0,
        quality,
      }));
      return [
        row.id,
        { prices: [undated, ...dated.sort(byTime)], quality_estimates: estimates.sort(byTime) },
      ];
    }),
  );
}
