/** What pages ask by default, and what it is computed from. */
export type Asked<A> = { stamp: string; asked: A };

export type Warmer<A> = {
  /** What would be asked now; null where there is nothing to ask about. */
  read: () => Promise<Asked<A> | null>;
  /** Computes the answers, and keeps them; `giveUp` makes it end soon, with an error. */
  begin: (asked: A) => { done: Promise<unknown>; giveUp: () => void };
  now: () => number;
};

const MOST_ATTEMPTS = 3;
const BETWEEN_ATTEMPTS_MS = 60_000;

type Attempts = { stamp: string; failed: number; not_before: number };
type Running = { stamp: string; giveUp: () => void };

const isGivenUp = (error: unknown): boolean => error instanceof Error && error.name === "GivenUp";

/**
 * Looks whether something is to be computed ahead; to be called every few seconds. It is, once two looks in a row found
 * the same state and nobody has it yet; a state that changes meanwhile is given up, and begun anew when it has come to
 * rest. What fails is tried again a little later, and not for ever.
 */
export function makeWarmer<A>({ read, begin, now }: Warmer<A>): () => Promise<void> {
  let seen: string | null = null;
  let warm: string | null = null;
  let running: Running | null = null;
  let attempts: Attempts = { stamp: "", failed: 0, not_before: 0 };

  const fail = (stamp: string, error: unknown): void => {
    if (isGivenUp(error)) return;
    const failed = attempts.stamp === stamp ? attempts.failed + 1 : 1;
    attempts = { stamp, failed, not_before: now() + failed * BETWEEN_ATTEMPTS_MS };
    console.warn("What the pages ask first could not be computed ahead.", error);
  };
  const mayTry = (stamp: string): boolean =>
    attempts.stamp !== stamp || (attempts.failed < MOST_ATTEMPTS && now() >= attempts.not_before);

  return async () => {
    const state = await read();
    const stamp = state?.stamp ?? null;
    if (running && running.stamp !== stamp) running.giveUp();
    const rests = stamp === seen;
    seen = stamp;
    if (!state || !rests || running || state.stamp === warm || !mayTry(state.stamp)) return;
    const { done, giveUp } = begin(state.asked);
    running = { stamp: state.stamp, giveUp };
    done
      .then(
        () => {
          warm = state.stamp;
        },
        (error: unknown) => fail(state.stamp, error),
      )
      .finally(() => {
        running = null;
      });
  };
}
