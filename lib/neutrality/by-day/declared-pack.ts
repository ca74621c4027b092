import type { DeclaredDay, KeptDeviations, KeptRules } from "./declared-schema";

const packSums = <D extends KeptDeviations>(kept: D, nameOnce: (name: string) => string): D => ({
  ...kept,
  keys: kept.keys.map(nameOnce),
  sums: kept.sums.map((sums) => Uint32Array.from(sums)) as unknown as KeptDeviations["sums"],
});

/** Deviations by cluster as they stand in memory, as `packDay` has residuals. */
export function packRules(rules: KeptRules, nameOnce: (name: string) => string): KeptRules {
  const { tenants, sessions, sum } = rules.clusters;
  return {
    ...rules,
    clusters: {
      tenants: packSums(tenants, nameOnce),
      sessions: sessions && packSums(sessions, nameOnce),
      sum,
    },
  };
}

/** Whether a day's table is one of declared rules. */
export const hasRules = <T extends object>(content: T): content is T & Pick<DeclaredDay, "rules"> =>
  "rules" in content;
