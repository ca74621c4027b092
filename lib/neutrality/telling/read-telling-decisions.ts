import { type Actor, authorize } from "@/lib/access";
import { keptAnswer } from "../kept-answer";
import type { Neutrality, NeutralityQuery } from "../schema";
import type { Stratum } from "../store/groups";
import { dayIndex } from "../window";
import { pickDiverse } from "./pick";
import { readTellingRows } from "./read-rows";
import type { TellingDecision } from "./schema";
import { withTellingWindow } from "./telling-window";

const SHOWN = 10;
const SELDOM = 0.5;

/**
 * Ten decisions that show what a verdict is about, as different from each other as may be: for the focus (or against
 * it, where that is asked) though a neutral router would seldom decide so; since the onset and in the named strata,
 * where there are such. By `partner_revealed`, whatever baseline is asked for. Throws 403.
 */
export async function readTellingDecisions(actor: Actor, query: NeutralityQuery): Promise<TellingDecision[]> {
  authorize(actor, "decision:read");
  return keptAnswer(actor, "telling", query, (context) =>
    withTellingWindow(actor, query, context, async ({ verdict, prepared, coefficients, sign, viewsOf }) => {
      const everywhere = {
        sign,
        threshold: SELDOM,
        from_day: verdict.onset.day === null ? 0 : dayIndex(query, verdict.onset.day),
      };
      const strata = namedStrata(verdict, prepared.strata);
      const rows = await readTellingRows(prepared.design, coefficients, { ...everywhere, strata });
      return viewsOf(pickDiverse(rows, SHOWN));
    }),
  );
}

/** Numbers of the strata that are named; null for all where none is. */
function namedStrata({ strata }: Neutrality, numbered: readonly Stratum[]): number[] | null {
  const named = strata.filter((row) => row.named);
  const numbers = numbered.flatMap(({ router, task }, index) =>
    named.some((row) => row.router === router && row.task === task) ? [index + 1] : [],
  );
  return numbers.length > 0 ? numbers : null;
}
