import { AsyncLocalStorage } from "node:async_hooks";
import type { Progress, ProgressWatch } from "./progress";

/** Work on an answer. What nobody waits for gives way, and is dropped when it is given up. */
export type Job = {
  /** Somebody waits for it, other than work on another answer. */
  wanted: boolean;
  given_up: boolean;
  /** Work on other answers that waits for it. */
  parents: Job[];
  progress: Progress | null;
  watches: Set<ProgressWatch>;
};

/** Thrown by work that was made ahead and given up: nobody waits for it. */
export class GivenUp extends Error {
  constructor() {
    super("Made ahead, and given up.");
    this.name = "GivenUp";
  }
}

type Turn = { job: Job | null; take: () => Promise<void>; drop: (error: Error) => void };

// Pages and route handlers are bundled apart: only globalThis is one for all of them.
const holder = globalThis as typeof globalThis & {
  evenhandTurns?: { busy: boolean; waiting: Turn[] };
  evenhandJobs?: AsyncLocalStorage<Job>;
};

function turns() {
  holder.evenhandTurns ??= { busy: false, waiting: [] };
  return holder.evenhandTurns;
}

function jobs(): AsyncLocalStorage<Job> {
  holder.evenhandJobs ??= new AsyncLocalStorage();
  return holder.evenhandJobs;
}

const isWanted = (job: Job): boolean => job.wanted || job.parents.some(isWanted);

const isGivenUp = (job: Job): boolean =>
  !job.wanted && (job.given_up || (job.parents.length > 0 && job.parents.every(isGivenUp)));

const newJob = (): Job => ({
  ...{ wanted: false, given_up: false, parents: [], progress: null },
  watches: new Set(),
});

/** Marks that the caller waits for the job: a person, or other work, which may not be wanted itself. */
function joinJob(job: Job): void {
  const caller = jobs().getStore();
  if (!caller) job.wanted = true;
  else if (caller !== job && !job.parents.includes(caller)) job.parents.push(caller);
}

/** Begins work on an answer for the caller. Whoever else comes to wait for it joins its job. */
export function beginJob<T>(make: () => Promise<T>): {
  answer: Promise<T>;
  join: (watch?: ProgressWatch) => void;
} {
  const job = newJob();
  joinJob(job);
  const answer = jobs().run(job, make);
  const end = () => {
    for (const watch of job.watches) watch.tell(null);
    job.watches.clear();
    // What is done needs nobody: parents would hold each other in memory.
    job.parents = [];
  };
  answer.then(end, end);
  const join = (watch?: ProgressWatch) => {
    joinJob(job);
    if (!watch) return;
    job.watches.add(watch);
    if (job.progress) watch.tell(job.progress);
    // Also where it had ended before.
    const leave = () => watch.tell(null);
    answer.then(leave, leave);
  };
  return { answer, join };
}

/**
 * Whether work that failed was given up before the caller came to wait for it: then it is for the caller to begin anew.
 * By the name: every bundle has a class of its own.
 */
export function cameTooLate(error: unknown): boolean {
  const caller = jobs().getStore();
  return error instanceof Error && error.name === "GivenUp" && !(caller && isGivenUp(caller));
}

/** Says how far the answer is that this is part of. */
export function reportProgress(done: number, of: number): void {
  const job = jobs().getStore();
  if (!job) return;
  job.progress = { done, of };
  for (const watch of job.watches) watch.tell(job.progress);
}

/**
 * Runs work whose answers nobody waits for yet: each turn is taken only where nobody else waits for one. `giveUp` ends it
 * at its next turn with `GivenUp`, but for answers that somebody has come to wait for.
 */
export function workAhead<T>(work: () => Promise<T>): { done: Promise<T>; giveUp: () => void } {
  const job = newJob();
  return {
    done: jobs().run(job, work),
    giveUp() {
      job.given_up = true;
      takeNext();
    },
  };
}

/**
 * Runs one after the other: each prepares a table of the window, and the engine uses every core for each. What somebody
 * waits for goes first. Not within another turn: that would wait for itself.
 */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const job = jobs().getStore() ?? null;
  return new Promise<T>((resolve, reject) => {
    // A turn is taken by whoever ended the last one: it must run as who asked for it.
    const begin = AsyncLocalStorage.bind(work);
    turns().waiting.push({
      job,
      take: () => Promise.resolve().then(begin).then(resolve, reject),
      drop: reject,
    });
    takeNext();
  });
}

function takeNext(): void {
  const all = turns();
  const dropped = all.waiting.filter(({ job }) => job !== null && isGivenUp(job));
  all.waiting = all.waiting.filter((turn) => !dropped.includes(turn));
  for (const { drop } of dropped) drop(new GivenUp());
  if (all.busy) return;
  const first = all.waiting.findIndex(({ job }) => job === null || isWanted(job));
  const [turn] = all.waiting.splice(Math.max(0, first), 1);
  if (!turn) return;
  all.busy = true;
  void turn.take().finally(() => {
    all.busy = false;
    takeNext();
  });
}
