import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Context, DAY, focusOf, MODEL_SHIFT, OWNER_SHIFT } from "@/lib/neutrality/server";
import type { MetricOf } from "../checks/definition";
import type { rangeOf } from "./query";
import { bindNamed, codeOf } from "./sides/named-sql";

/** What one owner's models got of the routed decisions; owner null: nobody knows whose they are. */
export type OwnerPart = { owner: string | null; own: boolean; decisions: number; amount: number };

/** What each decision counts for. */
const AMOUNT: Record<MetricOf<"share_ceiling">["measure"], string> = {
  decisions: "1",
  tokens: "ifNull(input_tokens, 0) + ifNull(output_tokens, 0)",
  cost: "ifNull(cost_usd, 0)",
};

const Row = z.object({
  day: z.number(),
  number: z.number(),
  decisions: z.coerce.number(),
  amount: z.number(),
});

/** Routed production decisions of each day of the range by the chosen model's owner. */
export async function readOwnerParts(
  { focus, measure }: Pick<MetricOf<"share_ceiling">, "focus" | "measure">,
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, { parts: OwnerPart[] }>> {
  const { where, params, names } = await bindNamed(range, focus, context);
  const rows = await clickhouse().rows({
    sql: `WITH ${codeOf("chosen_model")} AS code
      SELECT ${DAY} AS day, toUInt32(intDiv(modulo(code, ${MODEL_SHIFT}), ${OWNER_SHIFT})) AS number, count() AS decisions,
        toFloat64(sum(${AMOUNT[measure]})) AS amount
      FROM decisions WHERE ${where} AND decided_by = 'router' AND arm = 'production' GROUP BY day, number ORDER BY day, number`,
    params,
    row: Row,
  });
  const isOwn = focusOf({ focus }, context);
  const days = new Map<number, { parts: OwnerPart[] }>();
  for (const { day, number, ...sums } of rows) {
    const key = number === 0 ? null : (names.owners[number] ?? null);
    const first_party = context.catalogue.models.some((model) => model.owner === key && model.first_party);
    const part = { owner: key, own: key !== null && isOwn({ key, first_party }), ...sums };
    days.set(day, { parts: [...(days.get(day)?.parts ?? []), part] });
  }
  return days;
}
