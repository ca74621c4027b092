import { z } from "zod";
import { FACTORS, POINTS_TABLE } from "../overlaps/points-table";
import { StoredFactors, StoredPath } from "../overlaps/record";
import type { FactsChange } from "./schema";

/** What a hash of facts stood for, as it read then. `substance` is null where detection had not kept it yet. */
export const ReviewFacts = z.object({
  severity: z.number().int(),
  points: z.number().int(),
  rule: z.string(),
  weight: z.number(),
  factors: z.array(z.object({ key: z.string(), known: z.string(), points: z.number().int().nullable() })),
  facts: z.array(z.object({ key: z.string(), substance: z.string().nullable(), sentence: z.string() })),
});
export type ReviewFacts = z.infer<typeof ReviewFacts>;

type Judged = {
  severity: number;
  points: number;
  rule: string;
  rule_version: string;
  factors: unknown;
  path: unknown;
};

/** The facts of an overlap as they stand. */
export function factsOf(overlap: Judged): ReviewFacts {
  const { weight, list } = StoredFactors.parse(overlap.factors);
  return {
    severity: overlap.severity,
    points: overlap.points,
    rule: `${overlap.rule}@${overlap.rule_version}`,
    weight,
    factors: list,
    facts: StoredPath.parse(overlap.path).map(({ relation, entity, id, sentence, detail, substance }) => ({
      key: `${relation}:${entity}:${id}`,
      substance: substance ?? null,
      sentence: detail === undefined ? sentence : `${sentence} (${detail})`,
    })),
  };
}

type Kept = ReviewFacts["facts"][number];

/** Equal by what was hashed; by their words where one of them was kept before substance was. */
const isSame = (a: Kept, b: Kept): boolean =>
  a.substance === null || b.substance === null ? a.sentence === b.sentence : a.substance === b.substance;

/** What is left of each side after equal facts are paired off. */
function unpaired(before: readonly Kept[], after: readonly Kept[]): { before: Kept[]; after: Kept[] } {
  const rest = [...after];
  const gone = before.filter((fact) => {
    const at = rest.findIndex((other) => isSame(fact, other));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return { before: gone, after: rest };
}

/** Facts of one record pair up as changed; what is left over came or went. */
function factLists(before: readonly Kept[], after: readonly Kept[]) {
  const lists: Pick<FactsChange, "added" | "removed" | "changed"> = { added: [], removed: [], changed: [] };
  const of = (facts: readonly Kept[], key: string) => facts.filter((fact) => fact.key === key);
  for (const key of new Set([...before, ...after].map((fact) => fact.key))) {
    const left = unpaired(of(before, key), of(after, key));
    const pairs = Math.min(left.before.length, left.after.length);
    for (let at = 0; at < pairs; at++)
      lists.changed.push({
        before: left.before[at]?.sentence ?? "",
        after: left.after[at]?.sentence ?? "",
      });
    lists.removed.push(...left.before.slice(pairs).map(({ sentence }) => sentence));
    lists.added.push(...left.after.slice(pairs).map(({ sentence }) => sentence));
  }
  return lists;
}

function changedFactors(before: ReviewFacts, after: ReviewFacts): FactsChange["factors"] {
  const pointsOf = ({ factors }: ReviewFacts, key: string) =>
    factors.find((factor) => factor.key === key)?.points ?? null;
  return FACTORS.flatMap((key) => {
    const change = { before: pointsOf(before, key), after: pointsOf(after, key) };
    return change.before === change.after ? [] : [{ key, label: POINTS_TABLE.factors[key].label, ...change }];
  });
}

type Moments = { same: boolean; ended: boolean };

/**
 * What changed of the facts between two moments. With the same hash no fact did, whatever their sentences say: names
 * and wording are not what a review rests on. Severity and the traffic factor may differ under the same hash. Of an
 * overlap that ended the path stays as it was: `gone` are the keys of facts whose records were changed or retired.
 */
export function factsChange(
  before: ReviewFacts,
  after: ReviewFacts,
  { same, ended }: Moments,
  gone: ReadonlySet<string> = new Set(),
): FactsChange {
  const left = after.facts.filter(({ key }) => !gone.has(key));
  const equal = same && gone.size === 0;
  const lists = equal ? { added: [], removed: [], changed: [] } : factLists(before.facts, left);
  return {
    same: same && !ended,
    ended,
    severity: before.severity === after.severity ? null : { before: before.severity, after: after.severity },
    factors: changedFactors(before, after),
    ...lists,
    rule: before.rule === after.rule ? null : { before: before.rule, after: after.rule },
  };
}
