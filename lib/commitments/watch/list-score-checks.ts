import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import type { MetricOf } from "../checks/definition";
import { isRunning } from "../checks/rules";
import { readChecks } from "../checks/store";

/** A running check of score honesty and what it asks. */
export type ScoreCheck = { id: string; key: string; test: MetricOf<"score_honesty"> };

/** Running checks of score honesty, by key and version: an answer that looks at the same names them. Throws 403. */
export function listScoreChecks(actor: Actor): Promise<ScoreCheck[]> {
  authorize(actor, "promise:read");
  return withActor(actor, async (tx) => {
    const placed = await readChecks(tx);
    return placed.flatMap(({ check }) => {
      const { test } = check.definition;
      return isRunning(check) && test.metric === "score_honesty"
        ? [{ id: check.id, key: check.key, test }]
        : [];
    });
  });
}
