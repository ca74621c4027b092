/** A stream of random numbers that depends on its key alone: the same on every machine and every run. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Whole number in [0, n). */
  below(n: number): number;
};

/** 32-bit FNV-1a of a text: seeds and identifiers are derived from names, never from a counter. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** sfc32 (Chris Doty-Humphrey's PractRand), seeded from a text and mixed before use. */
export function randomFrom(key: string): Random {
  let a = hash32(`a:${key}`);
  let b = hash32(`b:${key}`);
  let c = hash32(`c:${key}`);
  let d = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 16; i++) next();
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    // Marsaglia's polar method: no sine or cosine, whose last digit differs between versions of Node.
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const square = u * u + v * v;
      if (square === 0 || square >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * scale;
      return u * scale;
    }
  };
  return {
    next,
    normal,
    exponential: () => -Math.log(1 - next()),
    below: (n) => Math.floor(next() * n),
  };
}

/** An index drawn with probability proportional to its weight. Weights are not negative and not all zero. */
export function drawIndex(random: Random, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let point = random.next() * total;
  for (let i = 0; i < weights.length; i++) {
    point -= weights[i] ?? 0;
    if (point < 0) return i;
  }
  return weights.length - 1;
}

/** One of the choices, weighted. Throws when there is none. */
export function draw<T>(random: Random, choices: readonly T[], weights: readonly number[]): T {
  const choice = choices[drawIndex(random, weights)];
  if (choice === undefined) throw new Error("Nothing to draw from.");
  return choice;
}
