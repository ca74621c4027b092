import { createHash } from "node:crypto";
import { canonicalJson, toCanonical } from "@/lib/audit";
import { Covariate } from "@/lib/neutrality";
import {
  CheckDefinition,
  type CheckMetric,
  type CheckStratum,
  LEAST_DECISIONS,
  type MetricOf,
} from "./definition";

/** The same words in one order, each once. */
const sorted = (items: readonly string[]): string[] => [...new Set(items)].sort();

/** In order of router and task, those without a task first. */
function normaliseStrata(strata: MetricOf<"routing_tilt">["strata"]): typeof strata {
  if (typeof strata === "string") return strata;
  const order = ({ router, task }: CheckStratum) => JSON.stringify([router, task ?? ""]);
  return strata.map(({ router, task }) => ({ router, task })).sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function normaliseTest(test: CheckMetric): CheckMetric {
  if (test.metric === "routing_tilt")
    return {
      ...test,
      covariates: Covariate.options.filter((name) => test.covariates.includes(name)),
      strata: normaliseStrata(test.strata),
    };
  if (test.metric === "attestation")
    return { ...test, people: sorted(test.people.map((email) => email.toLowerCase())) };
  if (test.metric === "share_ceiling" || test.metric === "coverage")
    return { ...test, minimum_decisions: test.minimum_decisions ?? LEAST_DECISIONS };
  return test;
}

/** A definition in its one form: every default filled in, lists in order and without repeats. Throws what zod throws. */
export function normaliseDefinition(given: CheckDefinition): CheckDefinition {
  const { test, first_day, window_days, schedule } = CheckDefinition.parse(given);
  return { test: normaliseTest(test), first_day, window_days, schedule };
}

/** SHA-256 of a definition as it is stored (RFC 8785), in hexadecimal digits: whatever later versions would fill in. */
export const storedHash = (definition: unknown): string =>
  createHash("sha256")
    .update(canonicalJson(toCanonical(definition)))
    .digest("hex");

/** SHA-256 of a definition in its one form: what a check is fixed by. */
export const definitionHash = (definition: CheckDefinition): string =>
  storedHash(normaliseDefinition(definition));
