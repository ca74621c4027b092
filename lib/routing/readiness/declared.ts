import { formatList } from "@/lib/kernel/format";
import { listCost, type Pool } from "../pools/pool";
import type { DeclaredCandidates, Lack } from "./schema";

/** Routed decisions without logged candidates that are alike. `pool` is null where no policy declares any. */
export type BareGroup = {
  router: string;
  pool: Pool | null;
  /** Null: not logged; 0: none; 1: some. */
  input_tokens: number | null;
  output_tokens: number | null;
  decisions: number;
};

const MOST_LACKS = 20;

const lacksOf = ({ router, pool, input_tokens, output_tokens }: BareGroup): string[] => {
  if (!pool) return [`candidates of ${router}: neither the log nor a policy in force names any`];
  const tokens = { input_tokens, output_tokens };
  const uncounted = [
    ...(input_tokens === null ? ["input"] : []),
    ...(output_tokens === null ? ["output"] : []),
  ];
  return [
    ...(uncounted.length > 0 ? [`${formatList(uncounted)} tokens of ${router}’s decisions`] : []),
    ...pool.candidates.flatMap((candidate) => {
      if (!candidate.model)
        return [`${candidate.name} in the catalogue: policy ${pool.policy_version} of ${router} names it`];
      const unpriced = uncounted.length === 0 && listCost(candidate, tokens) === null;
      return [
        ...(candidate.quality === null ? [`a quality estimate of ${candidate.name}`] : []),
        ...(unpriced ? [`a list price of ${candidate.name}`] : []),
      ];
    }),
  ];
};

/** What policies declare for decisions without logged candidates, and what is lacking to test them. Pure. */
export function describeDeclared(groups: readonly BareGroup[]): DeclaredCandidates {
  const lacks = new Map<string, number>();
  const sum = (fits: (group: BareGroup, pool: Pool) => boolean): number =>
    groups.reduce((total, group) => total + (group.pool && fits(group, group.pool) ? group.decisions : 0), 0);
  for (const group of groups)
    for (const what of new Set(lacksOf(group))) lacks.set(what, (lacks.get(what) ?? 0) + group.decisions);
  const lacking = [...lacks].map(([what, decisions]): Lack => ({ what, decisions }));
  return {
    decisions: sum(() => true),
    with_quality: sum((_, { candidates }) => candidates.every(({ quality }) => quality !== null)),
    with_cost: sum((group, { candidates }) => candidates.every((one) => listCost(one, group) !== null)),
    lacking: lacking
      .sort((a, b) => b.decisions - a.decisions || (a.what < b.what ? -1 : 1))
      .slice(0, MOST_LACKS),
  };
}
