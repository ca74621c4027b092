import type { NeutralityQuery } from "@/lib/neutrality";
import type { CheckScope, MetricOf } from "../checks/definition";
import { type Day, plusDays } from "../day";

/** A range of days and a scope as questions about decisions take them; `upto` is included. */
export const rangeOf = (scope: CheckScope, from: Day, upto: Day) => ({
  from,
  to: plusDays(upto, 1),
  ...(scope.router === undefined ? {} : { router: scope.router }),
  ...(scope.task === undefined ? {} : { task: scope.task }),
  ...(scope.region === undefined ? {} : { region: scope.region }),
});

/** A check of tilt as the question that `neutrality` answers, over these days. */
export function tiltQuery(test: MetricOf<"routing_tilt">, from: Day, upto: Day): NeutralityQuery {
  const { baseline, focus, direction, alpha, materiality, materiality_share, noise, reference } = test;
  const reads_candidates = baseline === "partner_revealed";
  return {
    ...rangeOf(test.scope, from, upto),
    ...{ focus, baseline, direction, alpha, materiality },
    ...(reads_candidates ? { covariates: test.covariates } : {}),
    ...(materiality_share === undefined ? {} : { materiality_share }),
    ...(noise === undefined ? {} : { noise }),
    ...(reference === undefined ? {} : { reference }),
  };
}
