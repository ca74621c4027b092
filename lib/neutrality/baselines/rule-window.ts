import { parseInstant } from "@/lib/kernel/time";
import type { Context } from "../context";
import { changesWithin, ruleFits, shareFits } from "../rules/rule-fits";
import { Covariate, type NeutralityQuery } from "../schema";
import { type GapTable, withGaps } from "../store/gaps";
import { type Prepared, withPreparedWindow } from "./prepare-window";

export type RuleWindow = GapTable & { prepared: Prepared; window: { from_ms: number; to_ms: number } };

/**
 * Prepares the window and, beside it, each candidate's gap to the best under the rule in force; runs `work`, and drops
 * both. What the query says of covariates has no say: the rule names its own. `shared`: decisions that name a version and
 * those that name none while it is in force are one fit.
 */
export const withRuleWindow = <T>(
  query: NeutralityQuery,
  context: Context,
  { detail, shared = false }: { detail: boolean; shared?: boolean },
  work: (window: RuleWindow) => Promise<T>,
): Promise<T> => {
  const window = {
    from_ms: parseInstant(query.from) ?? 0,
    to_ms: parseInstant(query.to) ?? 0,
    router: query.router,
  };
  const timed = changesWithin(context.rules, window);
  const options = { detail: detail || timed, covariates: () => Covariate.options };
  return withPreparedWindow({ ...query, covariates: undefined }, context, options, (prepared) => {
    const found = ruleFits(prepared.versions, context.rules, window);
    const fits = shared ? shareFits(found) : found;
    return withGaps(prepared.design, fits, { timed, detail }, (gaps) => work({ ...gaps, prepared, window }));
  });
};
