import type { NeutralityWithSeries } from "./schema";

type Answers = Map<string, Promise<NeutralityWithSeries>>;

// Pages and route handlers are bundled apart: only globalThis is one for all of them.
const holder = globalThis as typeof globalThis & {
  evenhandVerdicts?: Answers;
  evenhandVerdictTurn?: Promise<unknown>;
};

const MOST = 200;

/** The answer kept under this key, or the one being made, else a new one; the least recently asked go first. */
export function cachedAnswer(
  key: string,
  make: () => Promise<NeutralityWithSeries>,
): Promise<NeutralityWithSeries> {
  const answers: Answers = holder.evenhandVerdicts ?? new Map();
  holder.evenhandVerdicts = answers;
  const found = answers.get(key);
  if (found) {
    answers.delete(key);
    answers.set(key, found);
    return found;
  }
  const made = make().catch((error: unknown) => {
    answers.delete(key);
    throw error;
  });
  answers.set(key, made);
  for (const oldest of answers.keys()) if (answers.size > MOST) answers.delete(oldest);
  return made;
}

/** Runs one after the other: each prepares a table of the window, and the engine uses every core for each. */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = (holder.evenhandVerdictTurn ?? Promise.resolve()).then(work);
  holder.evenhandVerdictTurn = result.catch(() => undefined);
  return result;
}
