import type { Measured } from "../measured";
import type { Judgement } from "../stats/judge";
import type { Verdict } from "../stats/verdict";

type Judged = { judgement: Judgement };

// A verdict that says something must be said wherever the noise lies within its interval; else the weaker one stands.
const CLAIM: Record<Verdict, number> = { no_data: 0, inconclusive: 0, watch: 1, kept: 2, breach: 2 };

/** The one of several ways to see the same decisions that claims least; of equals the one with the least evidence. */
export function leastFavourable<T>(ways: readonly T[], judge: (way: T) => Judged): T {
  const judged = ways.map((way) => ({ way, judgement: judge(way).judgement }));
  const [first, ...others] = judged;
  if (!first) throw new Error("There is always one way to see the decisions.");
  const disagree = judged.some(
    ({ judgement }) => CLAIM[judgement.verdict] === 2 && judgement.verdict !== first.judgement.verdict,
  );
  const least = (a: Judgement, b: Judgement): boolean => {
    const claims = CLAIM[a.verdict] - CLAIM[b.verdict];
    if (claims !== 0) return claims < 0;
    // Kept is least sure where the bound that it rests on lies farthest out; all others where evidence is least.
    if (!disagree && a.verdict === "kept") return farOf(a) > farOf(b);
    return a.log_e_material < b.log_e_material;
  };
  return others.reduce((weakest, one) => (least(one.judgement, weakest.judgement) ? one : weakest), first)
    .way;
}

const farOf = ({ interval: { lower, upper } }: Judgement): number =>
  Math.max(upper ?? Infinity, lower === null ? Infinity : -lower);

/**
 * The same of measurements. Between a place at which the promise is kept and one at which it is broken lies one that
 * bears out neither, also where no place looked at is it: then the breach is stepped down.
 */
export function leastFavourableWay(ways: readonly Measured[], judge: (way: Measured) => Judged): Measured {
  const judged = new Map(ways.map((way) => [way, judge(way)]));
  const verdicts = ways.map((way) => judged.get(way)?.judgement.verdict);
  const broken = ways[verdicts.indexOf("breach")];
  const claims = verdicts.every((verdict) => verdict !== undefined && CLAIM[verdict] === 2);
  if (!broken || !claims || !verdicts.includes("kept"))
    return leastFavourable(ways, (way) => judged.get(way) ?? judge(way));
  return { ...broken, guards: (breach) => [...broken.guards(breach), "noise_undetermined"] };
}
