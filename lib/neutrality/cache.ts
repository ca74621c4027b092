type Answers = Map<string, Promise<unknown>>;

// Pages and route handlers are bundled apart: only globalThis is one for all of them.
const holder = globalThis as typeof globalThis & {
  evenhandVerdicts?: Answers;
  evenhandVerdictTurn?: Promise<unknown>;
};

const MOST = 200;

/**
 * The answer kept under this key, or the one being made, else a new one; the least recently asked go first. Keys of one
 * kind of answer are never those of another.
 */
export function cachedAnswer<T>(key: string, make: () => Promise<T>): Promise<T> {
  const answers: Answers = holder.evenhandVerdicts ?? new Map();
  holder.evenhandVerdicts = answers;
  const found = answers.get(key);
  if (found) {
    answers.delete(key);
    answers.set(key, found);
    return found as Promise<T>;
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
