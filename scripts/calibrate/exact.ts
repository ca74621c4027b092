/** Exact interval of a probability (Clopper & Pearson 1934) of level 95 %, from `hits` of `trials`. */
export function exactInterval(hits: number, trials: number): { lower: number; upper: number } {
  return {
    lower: hits === 0 ? 0 : solve((p) => atLeast(hits, trials, p) - TAIL),
    upper: hits === trials ? 1 : solve((p) => TAIL - (1 - atLeast(hits + 1, trials, p))),
  };
}

const TAIL = 0.025;

/** P(at least `hits` of `trials`) when each comes with probability p. */
function atLeast(hits: number, trials: number, p: number): number {
  if (p <= 0) return hits === 0 ? 1 : 0;
  if (p >= 1) return 1;
  let log_choose = 0;
  let sum = 0;
  for (let k = 0; k <= trials; k += 1) {
    if (k > 0) log_choose += Math.log((trials - k + 1) / k);
    if (k >= hits) sum += Math.exp(log_choose + k * Math.log(p) + (trials - k) * Math.log1p(-p));
  }
  return Math.min(1, sum);
}

/** Root in [0, 1] of a function that rises. */
function solve(rising: (p: number) => number): number {
  let low = 0;
  let high = 1;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
