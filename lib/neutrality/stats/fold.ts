type Progress<T, S> = { name: string; items: T[]; state: S };

const lasting = new WeakSet<object>();

/** Says of an object that it will come again: cells of days that a check has measured do, those of a question on demand do not. */
export function willLast<T extends object>(one: T): T {
  lasting.add(one);
  return one;
}

/** Whether a list begins with an object that will come again, so that it pays to remember what the list comes to. */
export const lasts = ([first]: readonly object[]): boolean => first !== undefined && lasting.has(first);

/** A window, and spans of it that begin on the same day, under a few hypotheses each. */
const MOST_PER_FIRST = 8;

/**
 * What a list of objects comes to when it is gone through in order, remembered with the first of them: a list that has
 * grown at its end is gone on with, any other is begun anew, so that what comes out is the same to the last bit. Objects
 * are told apart by what they are, not by what they hold: they must not change.
 */
export class Fold<T extends object, S> {
  readonly #known = new WeakMap<T, Progress<T, S>[]>();
  readonly #add: (state: S, item: T) => void;
  readonly #most: number;

  /** `most`: how many lists with the same first object are remembered, the ones asked for last. */
  constructor(add: (state: S, item: T) => void, most = MOST_PER_FIRST) {
    this.#add = add;
    this.#most = most;
  }

  /** `name`: what the state hangs on beside the objects. It is good until the same is asked for again: copy what is kept. */
  of(items: readonly T[], begin: () => S, name = ""): S {
    const [first] = items;
    if (!first) return begin();
    const known = this.#known.get(first) ?? [];
    const found = known.find((one) => one.name === name && isBeginning(one.items, items));
    const others = known.filter((one) => one !== found);
    // Not remembered while it is added to: what throws in between leaves no half of it behind.
    this.#known.set(first, others);
    const progress = found ?? { name, items: [], state: begin() };
    for (let at = progress.items.length; at < items.length; at += 1) {
      const item = items[at] as T;
      this.#add(progress.state, item);
      progress.items.push(item);
    }
    this.#known.set(first, [progress, ...others].slice(0, this.#most));
    return progress.state;
  }
}

function isBeginning<T>(of: readonly T[], items: readonly T[]): boolean {
  if (of.length > items.length) return false;
  // What differs most likely differs late: a day that was measured again is one of the last.
  for (let at = of.length - 1; at >= 0; at -= 1) if (of[at] !== items[at]) return false;
  return true;
}
