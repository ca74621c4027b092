/** How far an answer is: `done` of `of` steps. */
export type Progress = { done: number; of: number };

/** Tells those who wait for an answer how far it is; states that have passed meanwhile are left out. */
export type ProgressWatch = {
  /** The state after the one seen; null when the answer is there, or cannot be had. */
  next: (seen: Progress | null) => Promise<Progress | null>;
  tell: (state: Progress | null) => void;
};

export function watchProgress(): ProgressWatch {
  let current: Progress | null = null;
  let ended = false;
  let waiting: (() => void)[] = [];
  return {
    async next(seen) {
      if (!ended && current === seen) await new Promise<void>((resolve) => waiting.push(resolve));
      return ended ? null : current;
    },
    tell(state) {
      ended ||= state === null;
      current = state;
      for (const wake of waiting) wake();
      waiting = [];
    },
  };
}
