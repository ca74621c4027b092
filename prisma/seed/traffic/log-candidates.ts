import type { Candidate, Offer } from "./candidates";
import { UNNAMED_MODELS } from "./models";
import { draw, type Random } from "./random";

type Flaw = "none" | "no_candidates" | "unnamed" | "chosen_left_out" | "only_chosen" | Missing;
type Missing = "quality" | "cost_usd" | "latency_ms" | "zero_cost";

/** How often a gateway's log is less than perfect; unrelated to who was chosen, so that nothing is biased by it. */
const FLAWS: [Flaw, number][] = [
  ["no_candidates", 0.015],
  ["unnamed", 0.01],
  ["chosen_left_out", 0.004],
  ["only_chosen", 0.007],
  ["quality", 0.019],
  ["cost_usd", 0.004],
  ["latency_ms", 0.011],
  ["zero_cost", 0.002],
];
const WEIGHTS = [
  ...FLAWS.map(([, weight]) => weight),
  1 - FLAWS.reduce((sum, [, weight]) => sum + weight, 0),
];
const KINDS: Flaw[] = [...FLAWS.map(([flaw]) => flaw), "none"];

function spoil(candidate: Candidate, missing: Missing): void {
  if (missing === "zero_cost") candidate.cost_usd = 0;
  else delete candidate[missing];
}

/** The candidates as the gateway logs them; undefined where it logs none. `chosen` is the index of the one taken. */
export function logCandidates(random: Random, offer: Offer, chosen: number): Candidate[] | undefined {
  const logged: Candidate[] = offer.candidates.map((candidate, i) =>
    offer.eligible[i] ? { ...candidate } : { ...candidate, eligible: false },
  );
  const flaw = draw(random, KINDS, WEIGHTS);
  const victim = logged[random.below(logged.length)];
  if (flaw === "no_candidates") return undefined;
  if (flaw === "unnamed")
    return [...logged, { ...logged[chosen], model: draw(random, UNNAMED_MODELS, [3, 2, 1]) }];
  if (flaw === "chosen_left_out") return logged.filter((_, i) => i !== chosen);
  if (flaw === "only_chosen") return logged.slice(chosen, chosen + 1);
  if (flaw !== "none" && victim) spoil(victim, flaw);
  return logged;
}
