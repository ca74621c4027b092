const MOST = 1000;
const LONGEST = 200;

/**
 * A pure function of names, each worked out once: callers use few names again and again. Whoever makes up more than a
 * thousand, or long ones, has them worked out each time.
 */
export function remember<T>(work: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const result = work(name);
    if (known.size < MOST && name.length <= LONGEST) known.set(name, result);
    return result;
  };
}
