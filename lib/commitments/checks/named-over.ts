import { z } from "zod";
import { canonicalJson, toCanonical } from "@/lib/audit";
import type { Tx } from "@/lib/db/server";
import { selectByEvidence } from "@/lib/neutrality/server";
import { type Day, toDate } from "../day";
import type { MetricOf } from "./definition";
import { isRunning, windowOf } from "./rules";
import type { NamedOver } from "./schema";
import { type LoadedCheck, readChecks } from "./store";

/** A tilt check that runs, with what its window's evidence comes to; null: nothing yet, an evidence of 1. */
export type Weighed = Pick<MetricOf<"routing_tilt">, "alpha" | "direction"> & {
  id: string;
  /** Which decisions it asks about, for whom and by which standard, in one text. */
  question: string;
  first_day: Day;
  recorded_at: string;
  log_e: number | null;
};

const questionOf = ({ scope, focus, direction, baseline, reference }: MetricOf<"routing_tilt">): string =>
  canonicalJson(toCanonical({ scope, focus, direction, baseline, reference: reference ?? null }));

const inOrder = (a: Weighed, b: Weighed): number =>
  a.first_day.localeCompare(b.first_day) ||
  a.recorded_at.localeCompare(b.recorded_at) ||
  a.id.localeCompare(b.id);

/**
 * Of each question the check that began first. Which one that is was fixed before the data, so that its evidence stays an
 * e-value, which the larger of two is not; and nobody makes naming harder, or easier, by asking the same once more.
 */
function onePerQuestion(weighed: readonly Weighed[]): Weighed[] {
  const first = new Map<string, Weighed>();
  for (const one of [...weighed].sort(inOrder)) if (!first.has(one.question)) first.set(one.question, one);
  return weighed.filter((one) => first.get(one.question) === one);
}

/**
 * Which of several tilt checks of one clause e-BH names, one for each question, at the smallest of their levels. Of a check
 * that asks both ways half the larger evidence counts, which the mean of the two directions' is never below. Null for
 * fewer than two questions.
 */
export function nameOver(all: readonly Weighed[]): NamedOver | null {
  const weighed = onePerQuestion(all);
  if (weighed.length < 2) return null;
  const alpha = Math.min(...weighed.map((one) => one.alpha));
  const log_e = weighed.map((one) => (one.log_e ?? 0) - (one.direction === "both" ? Math.LN2 : 0));
  const named = selectByEvidence(log_e, alpha);
  return {
    checks: weighed.length,
    counted: weighed.map(({ id }) => id),
    alpha,
    named: weighed.flatMap(({ id }, index) => (named.has(index) ? [id] : [])),
  };
}

const Evidence = z.object({ log_e: z.number().nullable() });

/** The evidence of a check's latest result of a window; null without one, and without a decision to test. */
async function readEvidence(tx: Tx, check_id: string, window_from: Day): Promise<number | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT (figures->'tilt'->>'log_e_value')::float8 AS log_e FROM check_result
    WHERE check_id = ${check_id}::uuid AND window_from = ${toDate(window_from)}::date AND verdict <> 'failed'
    ORDER BY number DESC LIMIT 1`;
  return rows[0] === undefined ? null : Evidence.parse(rows[0]).log_e;
}

/** The same of the checks of one clause, by the windows in course on a day. */
export async function readNamedOver(
  tx: Tx,
  checks: readonly LoadedCheck[],
  today: Day,
): Promise<NamedOver | null> {
  const weighed: Weighed[] = [];
  for (const check of checks) {
    const { test } = check.definition;
    if (test.metric !== "routing_tilt" || !isRunning(check)) continue;
    const window = windowOf(check.definition, today);
    const log_e = window && (await readEvidence(tx, check.id, window.from));
    const { id, first_day, recorded_at } = check;
    const { alpha, direction } = test;
    weighed.push({ id, alpha, direction, first_day, recorded_at, question: questionOf(test), log_e });
  }
  return nameOver(weighed);
}

/** Of the clause that a check belongs to. */
export const readNamedOverClause = async (
  tx: Tx,
  { commitment_id, clause_key }: Pick<LoadedCheck, "commitment_id" | "clause_key">,
  today: Day,
): Promise<NamedOver | null> => {
  const placed = await readChecks(tx, { commitment_id, clause_key });
  return readNamedOver(
    tx,
    placed.map(({ check }) => check),
    today,
  );
};
