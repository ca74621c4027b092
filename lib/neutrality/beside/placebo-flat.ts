import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { binOf } from "../store/cell-rows";
import type { Design } from "../store/fits";
import { quickExpectation, settingsFor } from "../store/joint-sql";
import { each } from "../store/logit-sql";
import { staged } from "../store/staged";
import { PLACEBO_BINS, type PlaceboCell } from "./placebo";
import { PLACEBO_ROWS, SPAN } from "./placebo-rows";

const lists = z.array(z.array(z.number()));
const Row = z.object({ span: z.number(), ns: lists, qs: lists, xs: lists, vs: z.array(z.number()) });

// No bin has this number: what is put there is not counted.
const NOWHERE = 65_535;

/** Placebos of few owners where candidates stand in columns of their own: what each comes to, side by side. */
export async function readFlatPlacebos(
  design: Design,
  width: number,
  owners: readonly number[],
  params: Record<string, Param>,
): Promise<PlaceboCell[]> {
  const rows = await clickhouse().rows({ sql: placebosSql(design, width, owners), params, row: Row });
  return rows.flatMap(({ span, ns, qs, xs, vs }) =>
    owners.flatMap((owner, at): PlaceboCell[] => {
      const bins = (ns[at] ?? []).flatMap((n, key) => {
        const [sum_q, sum_x] = [qs[at]?.[key] ?? 0, xs[at]?.[key] ?? 0];
        return n > 0
          ? [{ key, low: key / PLACEBO_BINS, high: (key + 1) / PLACEBO_BINS, n, sum_q, sum_x }]
          : [];
      });
      return bins.length > 0 ? [{ span, owner, bins, v: vs[at] ?? 0 }] : [];
    }),
  );
}

function placebosSql(design: Design, width: number, owners: readonly number[]): string {
  // The chosen candidate is a partner's, and its weight is 1.
  const others = each(width - 1, (index) => index + 1);
  const sum = (first: string, text: (at: number) => string) =>
    `(${[first, ...others.map(text)].join(" + ")})`;
  const offered = (owner: number) =>
    `(${sum(`(winner = ${owner})`, (at) => `(own${at} = 0 AND owner${at} = ${owner})`)} > 0)`;
  const clauses = [
    ...quickExpectation(design),
    ...others.map((at) => `bw${at} * (own${at} = 0) AS pw${at}`),
    `${sum("1", (at) => `pw${at}`)} AS among`,
    ...owners.flatMap((owner, at) => [
      `${sum(`(winner = ${owner})`, (place) => `pw${place} * (owner${place} = ${owner})`)} / among AS share${at}`,
      `if(${offered(owner)}, ${binOf(`share${at}`, PLACEBO_BINS)}, ${NOWHERE}) AS bin${at}`,
      // Without an offer the share is 0, and so is this.
      `share${at} * (1 - share${at}) AS v${at}`,
      `winner = ${owner} AS chosen${at}`,
    ]),
  ];
  const list = (text: (at: number) => string) => `[${each(owners.length, text).join(", ")}]`;
  const counts = (sums: string) => `arrayMap(value -> toUInt32(value), ${sums})`;
  const resampled = `Resample(0, ${PLACEBO_BINS}, 1)`;
  const told = `${SPAN},
    ${list((at) => counts(`count${resampled}(bin${at})`))} AS ns, ${list((at) => `sum${resampled}(share${at}, bin${at})`)} AS qs,
    ${list((at) => counts(`sum${resampled}(chosen${at}, bin${at})`))} AS xs, ${list((at) => `sum(v${at})`)} AS vs`;
  const several = `(${owners.map(offered).join(" + ")}) >= 2`;
  const rows = staged(design.table, `${PLACEBO_ROWS} AND ${several}`, clauses);
  return `SELECT ${told} FROM ${rows} GROUP BY span ORDER BY span ${settingsFor(design)}`;
}
