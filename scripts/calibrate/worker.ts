import { parentPort } from "node:worker_threads";
import { z } from "zod";
import type { Outcome } from "./outcome";
import { sectionOf } from "./plan";
import { runArms } from "./run-arms";
import { runEstimated } from "./run-estimated";
import { runKnown } from "./run-known";
import { runStrata } from "./run-strata";

/** A stream to simulate, and what comes back of it. */
export const Task = z.object({ id: z.number(), stream: z.number() });
export type Task = z.infer<typeof Task>;
export type Done = Task & { outcome: Outcome };

function run({ id, stream }: Task): Outcome {
  const { section, scenario } = sectionOf(id);
  if (scenario.kind === "estimated") return runEstimated(scenario, stream);
  if (scenario.kind === "arms") return runArms(scenario, stream);
  return scenario.strata
    ? runStrata(scenario, scenario.strata, stream)
    : runKnown(scenario, stream, section.asks === "kept");
}

parentPort?.on("message", (message: unknown) => {
  const task = Task.parse(message);
  const done: Done = { ...task, outcome: run(task) };
  parentPort?.postMessage(done);
});
