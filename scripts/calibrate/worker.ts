import { parentPort } from "node:worker_threads";
import { z } from "zod";
import type { Outcome } from "./outcome";
import { sectionOf } from "./plan";
import { runEstimated } from "./run-estimated";
import { runKnown } from "./run-known";

/** A stream to simulate, and what comes back of it. */
export const Task = z.object({ id: z.number(), stream: z.number() });
export type Task = z.infer<typeof Task>;
export type Done = Task & { outcome: Outcome };

function run({ id, stream }: Task): Outcome {
  const { section, scenario } = sectionOf(id);
  return scenario.kind === "known"
    ? runKnown(scenario, stream, section.asks === "kept")
    : runEstimated(scenario, stream);
}

parentPort?.on("message", (message: unknown) => {
  const task = Task.parse(message);
  const done: Done = { ...task, outcome: run(task) };
  parentPort?.postMessage(done);
});
