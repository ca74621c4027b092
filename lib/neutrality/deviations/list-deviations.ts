import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { readCursor, TimeCursor, writeCursor } from "@/lib/routing/server";
import { type RuleWindow, withRuleWindow } from "../baselines/rule-window";
import { type Context, readContext } from "../context";
import { NeutralityQuery } from "../schema";
import { readLabels } from "../store/candidate-rows";
import { type DeviationRow, readDeviations } from "../store/deviations";
import { modelsByCode } from "../store/names";
import { readRuleDeviations, sumDeviations } from "../store/rule-patterns";
import { oneAtATime } from "../turns";
import type { DeviationsAnswer, DeviationsQuery, DeviationView } from "./schema";
import { toDeviationView } from "./view";

/**
 * Decisions that went to a focal model though the declared rule names others, newest first, a page at a time: each with
 * its candidates, their gaps and what it cost the customer. Throws 403, and 422 for a cursor that no list gave.
 */
export async function listDeviations(actor: Actor, query: DeviationsQuery): Promise<DeviationsAnswer> {
  authorize(actor, "decision:read");
  const { cursor, limit, ...asked } = query;
  const after = cursor === undefined ? null : readCursor(cursor, TimeCursor);
  const window = NeutralityQuery.parse({ ...asked, baseline: "declared_policy" });
  const context = await withActor(actor, (tx) => readContext(tx, window));
  return oneAtATime(() =>
    withRuleWindow(window, context, { detail: true }, async (rules) => {
      const { design, fits } = rules;
      const judged = fits.fits.flatMap((fit, index) => ("rule" in fit.judged ? [index + 1] : []));
      const rows = await readDeviations(design, judged, { after, limit });
      const totals = sumDeviations(await readRuleDeviations(design, judged));
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: await viewsOf(page, rules, context),
        total: totals.toward,
        decisions: totals.decisions,
        next_cursor:
          rows.length > limit && last ? writeCursor([last.occurred_at, last.source, last.decision_id]) : null,
      };
    }),
  );
}

async function viewsOf(
  page: readonly DeviationRow[],
  { fits, prepared }: RuleWindow,
  context: Context,
): Promise<DeviationView[]> {
  const labels = await readLabels(page);
  const models = modelsByCode(prepared.names, context.catalogue);
  const sources = new Map(context.sources.map(({ no, key }) => [no, key]));
  return page.flatMap((row) => {
    const fit = fits.fits[row.fit - 1];
    const found = labels.get(`${row.source}:${row.decision_id}`);
    // Gone in between: a purge does not wait for lists.
    if (!fit?.declared || !found) return [];
    return [
      toDeviationView(row, {
        ...{ fit, rule: fit.declared, labels: found, models },
        source: sources.get(row.source) ?? String(row.source),
      }),
    ];
  });
}
