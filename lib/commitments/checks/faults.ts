import type { InputError } from "@/lib/kernel/errors";
import { type Day, plusDays } from "../day";
import { LEAST_ANSWER_HOURS } from "../schedule/due";
import type { CheckDefinition, CheckMetric, MetricOf } from "./definition";

const at = (name: string, message: string): InputError => ({ pointer: `/test/${name}`, message });

/** A stratum is fixed once, and lies within what is judged. */
function strataFaults({ strata, scope }: MetricOf<"routing_tilt">): InputError[] {
  if (typeof strata === "string") return [];
  const seen = new Set<string>();
  return strata.flatMap(({ router, task }, place) => {
    const name = JSON.stringify([router, task]);
    const outside =
      (scope.router !== undefined && scope.router !== router) ||
      (scope.task !== undefined && scope.task !== task);
    const message = seen.has(name)
      ? "It is in the list already."
      : outside
        ? "It lies outside the scope of the check."
        : null;
    seen.add(name);
    return message === null ? [] : [at(`strata/${place}`, message)];
  });
}

function tiltFaults(test: MetricOf<"routing_tilt">): InputError[] {
  const faults: InputError[] = [];
  if (test.baseline === "reference_share" && test.reference === undefined)
    faults.push(at("reference", "reference_share needs the share that a neutral router would give."));
  if (test.baseline !== "reference_share" && test.reference !== undefined)
    faults.push(at("reference", "Only the baseline reference_share takes a reference."));
  faults.push(...strataFaults(test));
  if (test.baseline !== "declared_policy")
    for (const name of ["materiality_share", "noise"] as const)
      if (test[name] !== undefined) faults.push(at(name, "Only the baseline declared_policy takes this."));
  return faults;
}

function testFaults(test: CheckMetric): InputError[] {
  if (test.metric === "routing_tilt") return tiltFaults(test);
  if (test.metric === "share_ceiling" && test.watch_above !== undefined && test.watch_above >= test.ceiling)
    return [
      at("watch_above", "It is watched before the ceiling is reached: a smaller share than the ceiling."),
    ];
  return [];
}

/** What is wrong with a definition that is recorded on a day, as far as the definition itself tells. */
export function definitionFaults(definition: CheckDefinition, today: Day): InputError[] {
  const faults = testFaults(definition.test);
  if (definition.test.metric === "attestation" && definition.schedule.grace_hours < LEAST_ANSWER_HOURS)
    faults.push({
      pointer: "/schedule/grace_hours",
      message: `People answer for a period when it is over: give them ${LEAST_ANSWER_HOURS} hours at least, better a week (168).`,
    });
  if (definition.first_day <= today)
    faults.push({
      pointer: "/first_day",
      message: `A check is recorded before the first day that it judges: ${plusDays(today, 1)} at the earliest.`,
    });
  return faults;
}
