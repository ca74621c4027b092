/** What decisions that are shown side by side should differ in. */
export type Pickable = { day: number; stratum: number; chosen: number };

/**
 * Some of the rows, which come least likely first: each next one is of the stratum, model and day shown least so far,
 * and of equals the first. Pure; the same rows give the same choice.
 */
export function pickDiverse<T extends Pickable>(rows: readonly T[], most: number): T[] {
  const left = [...rows];
  const picked: T[] = [];
  while (picked.length < most && left.length > 0) {
    const shown = (name: keyof Pickable, row: T) => picked.filter((one) => one[name] === row[name]).length;
    const rank = (row: T) => [shown("stratum", row), shown("chosen", row), shown("day", row)];
    let best = 0;
    for (let at = 1; at < left.length; at += 1) {
      const [a, b] = [left[at], left[best]];
      if (a && b && isLess(rank(a), rank(b))) best = at;
    }
    picked.push(...left.splice(best, 1));
  }
  return picked;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? 0;
    if (value !== other) return value < other;
  }
  return false;
}
