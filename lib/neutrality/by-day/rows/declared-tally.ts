import type { JudgedRule } from "../../rules/rule";
import { ruleNeeds } from "../../rules/rule";
import type { RuleFits } from "../../rules/rule-fits";
import type { Covariate } from "../../schema";
import { GAP } from "../../store/gaps";
import { lackMask } from "../../store/tally";
import type { RuleCounts } from "../declared-sql";
import type { DayTally } from "../revealed-sql";
import { type Candidates, isFocal, newCandidates, type Reading, readCandidates } from "./candidates";
import { fillGaps } from "./gap-rows";
import type { NumberedDay } from "./number-day";
import { KIND } from "./schema";
import { addComparable, addOwners, type Comparable, filled, newComparable, Tallies } from "./tally-rows";

/** Decisions that may be tested, and of each its pattern: candidates, focal ones, the neutral set, focal ones in it; and whether it deviates. */
export type RuleComparable = Comparable & {
  candidates: Uint16Array;
  focals: Uint16Array;
  neutral: Uint16Array;
  neutral_focals: Uint16Array;
  deviates: Uint8Array;
};

export type CountedRules = { tallies: DayTally[]; counts: RuleCounts[]; comparable: RuleComparable[] };

/** What rules a day's versions have, by their numbers from 1: one each, since none begins within the day. */
export type DayRules = { rules: RuleFits; fitOf: (version: number) => number };

/** `met`: whether some decision came under it that could be compared. */
type Applied = { rule: JudgedRule | null; needs: number; counts: RuleCounts; met: boolean };

const applied = ({ judged }: RuleFits["fits"][number], index: number): Applied => {
  const rule = "rule" in judged ? judged.rule : null;
  const none = { deviations: 0, alternatives: 0, decisions: 0, toward: 0, away: 0, ties: 0, ties_won: 0 };
  const counts = { day: 0, fit: index + 1, ...none };
  return { rule, needs: rule ? lackMask(ruleNeeds(rule)) : 0, counts, met: false };
};

/** A decision's candidates with their gaps as the one covariate. Filled in again and again. */
type Gapped = Candidates & { gaps: Float64Array };

const withGaps = (room: number): Gapped => {
  const gaps = new Float64Array(room);
  const figures = { [GAP as string]: gaps } as Record<Covariate, Float64Array>;
  return { ...newCandidates(0), figures, gaps };
};

const room = (most: number) => ({
  candidates: new Uint16Array(most),
  focals: new Uint16Array(most),
  neutral: new Uint16Array(most),
  neutral_focals: new Uint16Array(most),
  deviates: new Uint8Array(most),
});

/** Of a decision: how many partners', and focal, candidates are among the best, and whether it went to another. */
type Pattern = { p_best: number; f_best: number; deviates: boolean };

function patternOf({ count, whose, at, gaps }: Gapped): Pattern {
  let [p_best, f_best] = [0, 0];
  for (let nth = 0; nth < count; nth += 1) {
    if (gaps[nth] !== 0) continue;
    if (isFocal(whose[nth] ?? 0) === 1) f_best += 1;
    else p_best += 1;
  }
  return { p_best, f_best, deviates: (gaps[at] ?? 0) > 0 };
}

/** Looks at each routed production decision of a day: the tallies, what its rule makes of it, and what may be tested. */
export function countRules(
  { parts, owners, refused, declared: pools }: NumberedDay,
  { rules, fitOf }: DayRules,
): CountedRules {
  const candidates = newCandidates();
  let gapped = withGaps(32);
  const tallies = new Tallies(owners.length);
  const of_fits = rules.fits.map(applied);
  const comparable: RuleComparable[] = [];
  for (const part of parts) {
    const { columns, at, codes } = part;
    const fits = part.fit.map((version) => (version === 0 ? 0 : fitOf(version)));
    const found = newComparable({ ...part, fit: fits }, [GAP]);
    const patterns = room(at.length);
    const reading: Reading = { codes, declared: null, refused: false };
    for (let place = 0; place < at.length; place += 1) {
      const row = at[place] ?? 0;
      if (columns.kind[row] !== KIND.tested) continue;
      reading.declared = pools ? pools.of(columns, row) : null;
      reading.refused = refused.size > 0 && refused.has(columns.source[row] ?? 0);
      readCandidates(columns, row, reading, candidates);
      const { structure, focals, count } = candidates;
      const own = of_fits[(fits[row] ?? 0) - 1];
      candidates.lacks &= own?.needs ?? 0;
      const partners = structure === 0 ? count - focals : 0;
      const two_sided = partners > 0 && focals > 0 ? 1 : 0;
      const focal = isFocal(codes.chosen.whose[columns.chosen.at[row] ?? 0] ?? 0);
      const tally = tallies.of(fits[row] ?? 0, candidates, two_sided, reading.declared ? 1 : 0);
      tally.decisions += 1;
      tally.won += focal;
      if (focal === 0 && partners >= 2) tally.choices += 1;
      addOwners(tally.seen, candidates);
      if (structure !== 0 || candidates.lacks !== 0 || !own?.rule) continue;
      if (gapped.gaps.length < count) gapped = withGaps(2 * count);
      fillGaps(own.rule, candidates, gapped.gaps);
      gapped.count = count;
      gapped.at = candidates.at;
      gapped.whose = candidates.whose;
      const pattern = patternOf(gapped);
      own.met = true;
      addCounts(own.counts, pattern, { partners, focal, tested: two_sided === 1 });
      if (two_sided === 0) continue;
      const { count: next } = found;
      patterns.candidates[next] = count;
      patterns.focals[next] = focals;
      patterns.neutral[next] = pattern.p_best + pattern.f_best;
      patterns.neutral_focals[next] = pattern.f_best;
      patterns.deviates[next] = pattern.deviates ? 1 : 0;
      addComparable(found, row, focal, gapped, [GAP]);
    }
    comparable.push({ ...filled(found), ...patterns });
  }
  return {
    tallies: tallies.list(),
    counts: of_fits.filter(({ met }) => met).map(({ counts }) => counts),
    comparable,
  };
}

function addCounts(
  counts: RuleCounts,
  { p_best, f_best, deviates }: Pattern,
  { partners, focal, tested }: { partners: number; focal: number; tested: boolean },
): void {
  if (focal === 0 && partners >= 2 && p_best > 0) {
    counts.deviations += deviates ? 1 : 0;
    counts.alternatives += partners - p_best;
  }
  if (!tested) return;
  counts.decisions += 1;
  if (deviates && focal === 1) counts.toward += 1;
  if (deviates && focal === 0 && f_best > 0) counts.away += 1;
  if (deviates || p_best === 0 || f_best === 0) return;
  counts.ties += 1;
  counts.ties_won += focal;
}
