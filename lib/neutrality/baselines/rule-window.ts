import { parseInstant } from "@/lib/kernel/time";
import type { Context } from "../context";
import { changesWithin, ruleFits } from "../rules/rule-fits";
import { Covariate, type NeutralityQuery } from "../schema";
import { type GapTable, withGaps } from "../store/gaps";
import { type Prepared, withPreparedWindow } from "./prepare-window";

export type RuleWindow = GapTable & { prepared: Prepared; window: { from_ms: number; to_ms: number } };

/**
 * Prepares the window and, beside it, each candidate's gap to the best under the rule in force; runs `work`, and drops
 * both. What the query says of covariates has no say: the rule names its own.
 */
export const withRuleWindow = <T>(
  query: NeutralityQuery,
  context: Context,
  { detail }: { detail: boolean },
  work: (window: RuleWindow) => Promise<T>,
): Promise<T> => {
  const window = {
    from_ms: parseInstant(query.from) ?? 0,
    to_ms: parseInstant(query.to) ?? 0,
    router: query.router,
  };
  const timed = changesWithin(context.rules, window);
  const options = { detail: detail || timed, covariates: () => Covariate.options };
  return withPreparedWindow({ ...query, covariates: undefined }, context, options, (prepared) =>
    withGaps(prepared.design, ruleFits(prepared.versions, context.rules, window), { timed, detail }, (gaps) =>
      work({ ...gaps, prepared, window }),
    ),
  );
};
