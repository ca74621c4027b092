/** Numbers drawn by chance: the same seeds give the same numbers on every machine. */
export type Draws = {
  /** Uniform in [0, 1). */
  uniform: () => number;
  /** Standard normal. */
  normal: () => number;
};

const WARM_UP = 20;
const RANGE = 4_294_967_296;

/**
 * A generator of its own for each list of seeds (sfc32: 128 bits of state, so that millions of streams of numbers do
 * not run into each other, as they would with the 32 bits that tests draw from).
 */
export function drawsOf(...seeds: readonly number[]): Draws {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const next = (): number => {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  };
  for (const seed of seeds) {
    a ^= seed | 0;
    for (let step = 0; step < WARM_UP; step += 1) next();
  }
  const uniform = () => next() / RANGE;
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { uniform, normal };
}
