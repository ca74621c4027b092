import type { DeclaredRules } from "../rules/load-rules";
import { type Deflation, estimationVariance } from "../stats/deflator";
import type { Version } from "../store/groups";
import { boundsOf, NO_BOUNDS } from "./compare";
import type { NearTies } from "./schema";

/** Of quality, where the policy declares none. */
export const DEFAULT_BAND = 0.02;

export type Band = NearTies["bands"][number];

/** The band of each version: its policy's, for decisions without a version that of the router's latest policy. */
export const bandsOf = (versions: readonly Version[], { routers }: DeclaredRules): Band[] =>
  versions.map(({ router, policy_version }) => {
    const policies = routers.get(router) ?? [];
    const policy =
      policy_version === "" ? policies.at(-1) : policies.find((one) => one.policy_version === policy_version);
    const declared = policy?.rule?.kind === "cheapest_within" ? policy.rule.band : undefined;
    return {
      router,
      policy_version: policy_version === "" ? null : policy_version,
      band: declared ?? DEFAULT_BAND,
      declared: declared !== undefined,
    };
  });

/** Near ties of one fit: how many, won by the focus, and expected to be, with the variance and gradient of that. */
export type NearTieSums = { fit: number; n: number; x: number; q: number; v: number; dq: readonly number[] };

/** How often the focus wins where it hardly matters, against how often a neutral router would let it. */
export function composeNearTies(
  bands: readonly Band[],
  sums: readonly NearTieSums[],
  { phi, covariances }: Deflation,
  alpha: number,
): NearTies {
  const total = (of: (sum: NearTieSums) => number) => sums.reduce((all, one) => all + of(one), 0);
  const [n, x, q, v] = [
    total((one) => one.n),
    total((one) => one.x),
    total((one) => one.q),
    total((one) => one.v),
  ];
  const declared = total(({ fit, n: of_fit }) => (bands[fit - 1]?.declared ? of_fit : 0));
  const shown = bands.filter((_, index) => sums.some(({ fit }) => fit === index + 1));
  if (n === 0) return { decisions: 0, declared, bands: shown, observed: null, expected: null, ...NO_BOUNDS };
  const gradients = sums.map(({ fit, dq }) => [fit, dq] as const);
  const variance = phi * v + estimationVariance(gradients, covariances);
  return {
    decisions: n,
    declared,
    bands: shown,
    observed: x / n,
    expected: q / n,
    ...boundsOf((x - q) / n, Math.sqrt(variance) / n, alpha),
  };
}
