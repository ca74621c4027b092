import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { readCursor, writeCursor } from "@/lib/routing/server";
import { keptAnswer } from "../kept-answer";
import { readDeviatingRows } from "./read-rows";
import type { DeviatingAnswer, DeviatingQuery } from "./schema";
import { withTellingWindow } from "./telling-window";

/** The last row of a page: chance, source number, decision id. */
const Cursor = z.tuple([z.number().min(0).max(1), z.number().int().min(0), z.string()]);

/**
 * Every decision for the focus (or against it, where that is asked) that a neutral router would seldom make so, the
 * least likely first, a page at a time. Throws 403, 422 for a focus on nobody and for a cursor that no list gave.
 */
export async function listDeviating(actor: Actor, query: DeviatingQuery): Promise<DeviatingAnswer> {
  authorize(actor, "decision:read");
  const { threshold, cursor, limit, ...asked } = query;
  const after = cursor === undefined ? null : readCursor(cursor, Cursor);
  return keptAnswer(actor, "deviating", query, (context) =>
    withTellingWindow(actor, asked, context, async ({ prepared, coefficients, sign, viewsOf }) => {
      const { total, rows } = await readDeviatingRows(
        prepared.design,
        coefficients,
        { sign, threshold, from_day: 0, strata: null },
        { after, limit },
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        total,
        items: await viewsOf(page),
        next_cursor:
          rows.length > limit && last ? writeCursor([last.chance, last.source, last.decision_id]) : null,
      };
    }),
  );
}
