import type { ProgressWatch } from "./progress";
import { beginJob, cameTooLate } from "./turns";

type Kept = { stamp: string; answer: Promise<unknown>; join: (watch?: ProgressWatch) => void };
type Answers = Map<string, Kept>;

// Pages and route handlers are bundled apart: only globalThis is one for all of them.
const holder = globalThis as typeof globalThis & { evenhandAnswers?: Answers };

const MOST = 200;

function answers(): Answers {
  holder.evenhandAnswers ??= new Map();
  return holder.evenhandAnswers;
}

/**
 * The answer kept to this question, or the one being made, else a new one. An answer of another stamp, what it was
 * computed from, is dropped; of questions the least recently asked go first.
 */
export function cachedAnswer<T>(
  question: string,
  stamp: string,
  make: () => Promise<T>,
  watch?: ProgressWatch,
): Promise<T> {
  const all = answers();
  const found = all.get(question);
  const kept: Kept = found?.stamp === stamp ? found : { stamp, ...beginJob(make) };
  all.delete(question);
  all.set(question, kept);
  kept.join(watch);
  if (kept !== found)
    kept.answer.catch(() => {
      if (all.get(question) === kept) all.delete(question);
    });
  for (const oldest of all.keys()) if (all.size > MOST) all.delete(oldest);
  return (kept.answer as Promise<T>).catch((error: unknown) => {
    if (!cameTooLate(error)) throw error;
    if (all.get(question) === kept) all.delete(question);
    return cachedAnswer(question, stamp, make, watch);
  });
}

/** How many answers are kept, and how many answers to this kind of question. */
export const countAnswers = (kind?: string): number =>
  [...answers().keys()].filter((question) => kind === undefined || question.startsWith(`["${kind}"`)).length;

/** Forgets every answer: the next question is answered anew. */
export const forgetAnswers = (): void => answers().clear();
