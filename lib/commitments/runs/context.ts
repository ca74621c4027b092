import { type Tx, withActor } from "@/lib/db/server";
import { type Context, readContext, refusedSources, rulesBefore } from "@/lib/neutrality/server";
import { loadInvestees } from "@/lib/register/server";
import { poolsBefore } from "@/lib/routing/server";
import type { CheckMetric } from "../checks/definition";
import { type Day, dayStart, plusDays } from "../day";
import { CHECKS, EVERY_READER } from "../system";
import { hashOf } from "./hash";

/** Whose models a metric asks about. */
export const focusIn = (test: CheckMetric): string => ("focus" in test ? test.focus : "first_party");

/** What the register says about the traffic, the same whoever runs a check, but for investees. */
export function readContextIn(tx: Tx, test: CheckMetric): Promise<Context> {
  const range = { from: "2026-01-01", to: "2026-01-02", alpha: 0.01, materiality: 1.05 };
  return readContext(tx, { ...range, focus: focusIn(test) });
}

/**
 * The same with the investees that every reader of the results may know: a figure over a confidential stake would tell of
 * it.
 */
export const withInvestees = async (test: CheckMetric, context: Context): Promise<Context> =>
  focusIn(test) === "investees"
    ? { ...context, investees: await withActor(EVERY_READER, loadInvestees) }
    : context;

/** Both, where nothing else is read with it. */
export const readCheckContext = async (test: CheckMetric): Promise<Context> =>
  withInvestees(test, await withActor(CHECKS, (tx) => readContextIn(tx, test)));

/** The version of the catalogue by which a day is read. */
export type VersionAt = (day: Day) => string;

/** Whether a metric reads candidates that policies may supply, and their quality as sources say it was known. */
const readsCandidates = (test: CheckMetric): boolean =>
  test.metric === "coverage" ||
  (test.metric === "routing_tilt" &&
    (test.baseline === "partner_revealed" || test.baseline === "declared_policy"));

/**
 * What candidates hang on beside the catalogue: what policies supply to decisions of a router before an instant, and which
 * sources' quality is not admissible. Nothing where nothing is supplied or refused.
 */
export function candidatesSaid(
  context: Pick<Context, "pools" | "sources">,
  of: { router?: string | undefined; policy_version?: string },
  to_ms: number,
): string[] {
  const pools = poolsBefore(context.pools, of, to_ms);
  return [...(pools === null ? [] : [`pools-${pools}`]), ...refusedSaid(context)];
}

function refusedSaid(context: Pick<Context, "sources">): string[] {
  const refused = refusedSources(context);
  return refused.length > 0 ? [`outcome-${refused.join("-")}`] : [];
}

/** The instant at which a day ends. */
export const endOf = (day: Day): number => dayStart(plusDays(day, 1));

/** Of each day: changes whenever a metric would read its decisions otherwise. */
export function catalogueVersions(test: CheckMetric, context: Context): VersionAt {
  const { catalogue, rules, investees } = context;
  const of_investees =
    focusIn(test) === "investees" ? [hashOf([catalogue.version, [...investees].sort()]).slice(0, 8)] : [];
  const join = (...parts: string[]) => [catalogue.version, ...parts, ...of_investees].join(".");
  if (!readsCandidates(test)) {
    const version = join(...(test.metric === "score_honesty" ? refusedSaid(context) : []));
    return () => version;
  }
  const router = "scope" in test ? test.scope.router : undefined;
  const declared = test.metric === "routing_tilt" && test.baseline === "declared_policy";
  return (day) =>
    join(
      ...(declared ? [rulesBefore(rules, router, endOf(day))] : []),
      ...candidatesSaid(context, { router }, endOf(day)),
    );
}
