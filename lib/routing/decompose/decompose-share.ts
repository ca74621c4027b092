import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { loadCatalogue } from "@/lib/register/server";
import { nameMap } from "../store/known-names";
import { type Count, decompose, shareChange, sumCounts, sumParts } from "./das-gupta";
import { type AskedCell, askDecomposition } from "./question";
import type { DecomposeAnswer, DecomposeQuery } from "./schema";

const MOST_ROWS = 1000;

/** What made our own models' share of the routed decisions change between two periods. Throws 403. */
export async function decomposeShare(actor: Actor, query: DecomposeQuery): Promise<DecomposeAnswer> {
  authorize(actor, "routing:read");
  const catalogue = await withActor(actor, loadCatalogue);
  return composeDecomposition(await askDecomposition(query, () => nameMap(catalogue)));
}

const period = ({ decisions, own }: Count) => ({ decisions, share: decisions > 0 ? own / decisions : null });

type Row = DecomposeAnswer["by_stratum"][number];

/** Pure: parts, and strata in order of their decisions in both periods. */
export function composeDecomposition(cells: readonly AskedCell[]): DecomposeAnswer {
  const parts = decompose(cells).map((part, at) => ({ ...part, beyond: cells[at]?.beyond === true }));
  const sizeOf = ({ before, after }: AskedCell) => before.decisions + after.decisions;
  const [named, beyond] = [parts.filter((part) => !part.beyond), parts.filter((part) => part.beyond)];
  named.sort((a, b) => sizeOf(b) - sizeOf(a));
  const rest = [...named.slice(MOST_ROWS), ...beyond];
  const all = sumCounts(cells);
  return {
    change: shareChange(all),
    ...sumParts(parts),
    before: period(all.before),
    after: period(all.after),
    by_stratum: [
      ...named
        .slice(0, MOST_ROWS)
        .map(({ router, task, ...part }) => toRow(router, task === "" ? null : task, [part])),
      ...(rest.length > 0 ? [toRow(null, null, rest)] : []),
    ],
  };
}

type Part = { before: Count; after: Count; task_mix: number; router_mix: number; within: number };

function toRow(router: string | null, task: string | null, parts: readonly Part[]): Row {
  const { before, after } = sumCounts(parts);
  return { router, task, before: period(before), after: period(after), ...sumParts(parts) };
}
