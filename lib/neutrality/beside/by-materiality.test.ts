import { expect, it } from "vitest";
import type { Measured } from "../measured";
import { NeutralityQuery } from "../schema";
import { exactBin } from "../stats/table";
import { judgeMateriality } from "./by-materiality";

const query = NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01", baseline: "declared_policy" });

/** Ten thousand decisions, half of them focal, of which so many are expected. */
const seen = (q: number): Measured => {
  const sums = { n: 10_000, x: 5000, q: 10_000 * q, v: 10_000 * q * (1 - q) };
  return {
    baseline: "declared_policy",
    covariates: [],
    counts: {
      ...{ decisions: 10_000, routed: 10_000, usable: 10_000, declared: 0 },
      candidates: { logged: 10_000, policy: 0 },
      excluded: { unattributed_candidate: 0, one_sided: 0 } as Measured["counts"]["excluded"],
    },
    versions: [],
    strata: [],
    cells: [{ day: 0, stratum: 1, fit: 1, bins: [exactBin(10_000, q, 5000)], ...sums, dq: [] }],
    clusters: null,
    residual_squares: 0,
    covariances: new Map(),
    support: null,
    partners: 4,
    fits: [],
    failures: [],
    guards: () => [],
    assumptions: [],
  };
};

it("claims at every materiality what all places of the noise bear out", () => {
  const [few, many] = [seen(0.45), seen(0.5)];
  const verdict = (measured: Measured, materiality: number) =>
    judgeMateriality(query, measured, materiality).verdict;
  // With most expected the tilt is 1, with fewest it is 1.22.
  expect([verdict(many, 1.25), verdict(few, 1.25)]).toEqual(["kept", "watch"]);
  expect([verdict(many, 1.05), verdict(few, 1.05)]).toEqual(["inconclusive", "breach"]);
  const both = { ...many, ways: [few, many] };
  expect([1.05, 1.25, 1.5].map((materiality) => verdict(both, materiality))).not.toContain("breach");
  expect(verdict(both, 1.25)).toBe("watch");
  expect(verdict(both, 1.5)).toBe("kept");
  // Between one that is kept and one that is a breach lies a place that bears out neither.
  const fewest = seen(0.4);
  expect([verdict(many, 1.2), verdict(fewest, 1.2)]).toEqual(["kept", "breach"]);
  const found = judgeMateriality(query, { ...many, ways: [many, fewest] }, 1.2);
  expect([found.verdict, found.because[0]]).toEqual(["watch", "noise_undetermined"]);
});
