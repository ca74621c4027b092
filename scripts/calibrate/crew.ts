import { Worker } from "node:worker_threads";
import type { Outcome } from "./outcome";
import type { Done, Task } from "./worker";

/** What is told while streams are simulated: how many are done, and every scenario whose streams all are. */
export type Watch = {
  progress: (done: number) => void;
  finished: (id: number, outcomes: readonly Outcome[]) => void;
};

/** Simulates streams on threads of their own; outcomes by scenario, in order of the streams. */
export function simulateAll(
  tasks: readonly Task[],
  threads: number,
  { progress, finished }: Watch,
  abort: AbortSignal,
): Promise<Map<number, Outcome[]>> {
  const outcomes = new Map<number, Outcome[]>();
  const missing = new Map<number, number>();
  for (const { id } of tasks) missing.set(id, (missing.get(id) ?? 0) + 1);
  const left = [...tasks].reverse();
  const workers: Worker[] = [];
  let done = 0;
  const all = new Promise<void>((resolve, reject) => {
    const hand = (worker: Worker) => {
      const task = left.pop();
      if (task) worker.postMessage(task);
      else if (done === tasks.length) resolve();
    };
    for (let at = 0; at < Math.min(threads, tasks.length); at += 1) {
      const worker = new Worker(new URL("./thread.mjs", import.meta.url));
      workers.push(worker);
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("A thread ended before its work was done.")));
      worker.on("message", ({ id, stream, outcome }: Done) => {
        const of_scenario = outcomes.get(id) ?? [];
        of_scenario[stream] = outcome;
        outcomes.set(id, of_scenario);
        done += 1;
        progress(done);
        const rest = (missing.get(id) ?? 0) - 1;
        missing.set(id, rest);
        if (rest === 0) finished(id, of_scenario);
        hand(worker);
      });
      hand(worker);
    }
    abort.addEventListener("abort", () => reject(abort.reason), { once: true });
    if (tasks.length === 0) resolve();
  });
  return all.then(() => outcomes).finally(() => Promise.all(workers.map((worker) => worker.terminate())));
}
