import { type Tx, withActor } from "@/lib/db/server";
import { type Context, readContext } from "@/lib/neutrality/server";
import { loadInvestees } from "@/lib/register/server";
import type { CheckMetric } from "../checks/definition";
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

/** Changes whenever a metric would read the same decisions otherwise. */
export function catalogueVersion(test: CheckMetric, context: Context): string {
  const parts = [context.catalogue.version];
  if (test.metric === "routing_tilt" && test.baseline === "declared_policy")
    parts.push(context.rules.version);
  if (focusIn(test) === "investees")
    parts.push(hashOf([context.catalogue.version, [...context.investees].sort()]).slice(0, 8));
  return parts.join(".");
}
