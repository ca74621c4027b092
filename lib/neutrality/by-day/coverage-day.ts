import { withPreparedWindow } from "../baselines/prepare-window";
import type { Context } from "../context";
import type { NeutralityQuery } from "../schema";
import { STRUCTURE } from "../store/prepared";

/** Routed production decisions, and how many of them can be compared: two or more eligible candidates of known owners, the chosen one among them. */
export type DayCoverage = { routed: number; comparable: number; excluded: Record<string, number> };

/** How much of a day's routing (the query's range) any baseline between candidates could look at, whatever it needs of them. */
export const measureCoverage = (query: NeutralityQuery, context: Context): Promise<DayCoverage> =>
  withPreparedWindow(query, context, {}, async ({ tallies }) => {
    const sum = (structure: number) =>
      tallies.reduce((total, tally) => total + (tally.structure === structure ? tally.decisions : 0), 0);
    return {
      routed: tallies.reduce((total, { decisions }) => total + decisions, 0),
      comparable: sum(0),
      excluded: Object.fromEntries(STRUCTURE.map((reason, index) => [reason, sum(index + 1)])),
    };
  });
