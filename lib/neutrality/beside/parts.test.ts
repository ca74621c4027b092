import { describe, expect, it } from "vitest";
import { normalQuantile } from "../stats/normal";
import { type Cell, exactBin } from "../stats/table";
import type { Version } from "../store/groups";
import { composeEligibility, inOrderOfTime, versionChanges } from "./eligibility";
import { composeExclusionShares } from "./exclusion-shares";
import { harmFigure } from "./harm";
import { bandsOf, composeNearTies } from "./near-ties";
import { cellOf, compared } from "./testing/compared";
import { composeVersions } from "./version-lifts";

const Z = normalQuantile(0.995);
const dayOf = (index: number) => `day ${index}`;
const version = (router: string, policy_version: string, first_day: number): Version => ({
  router,
  policy_version,
  hash: "",
  decisions: 1,
  first_day,
  last_day: first_day + 5,
});
describe("harm", () => {
  const sums = {
    fits: [
      { fit: 1, n: 10, actual: 8, expected: 6, variance: 3, gradient: [1, 2] },
      { fit: 2, n: 30, actual: 12, expected: 13, variance: 5, gradient: [] },
    ],
    squares: 16,
  };
  const identity = [
    [1, 0],
    [0, 1],
  ];
  it("adds up fits; dependence doubles the variance, the estimate adds G'SG", () => {
    const covariances = new Map([[1, { inverse_hessian: identity, robust: identity }]]);
    const half = Z * Math.sqrt(2 * 8 + 5);
    expect(harmFigure(sums, covariances, "sum", 0.01)).toEqual({
      decisions: 40,
      actual: 20,
      expected: 19,
      difference: 1,
      lower: 1 - half,
      upper: 1 + half,
    });
    const mean = harmFigure(sums, covariances, "mean", 0.01);
    expect(mean?.difference).toBeCloseTo(1 / 40, 12);
    expect(mean?.upper).toBeCloseTo((1 + half) / 40, 12);
  });
  it("is not sure where a neutral router would have had no choice", () => {
    const certain = { fit: 1, n: 10, actual: 5, expected: 0, variance: 0, gradient: [] };
    const found = harmFigure({ fits: [certain], squares: 4 }, new Map(), "sum", 0.01);
    expect([found?.difference, found?.upper]).toEqual([5, 5 + 2 * Z]);
  });
  it("is nothing without decisions", () => {
    expect(harmFigure({ fits: [], squares: 0 }, new Map(), "sum", 0.01)).toBeNull();
  });
});

describe("eligibility", () => {
  const versions = [
    version("b", "v1", 0),
    version("a", "v2", 9),
    version("a", "v10", 3),
    version("a", "v1", 0),
  ];
  it("orders versions by time, and compares each with the one before it of its router", () => {
    expect(inOrderOfTime(versions)).toEqual([4, 3, 2, 1]);
    expect(versionChanges(versions, new Set([1, 2, 3, 4]))).toEqual([
      { before: 3, after: 2 },
      { before: 4, after: 3 },
    ]);
    // A version whose log names no candidates is no step between.
    expect(versionChanges(versions, new Set([1, 2, 4]))).toEqual([{ before: 4, after: 2 }]);
  });

  const changes = [{ before: 4, after: 3 }];
  const eligibility = (difference: number, error: number | null, n = 500, alpha = 0.01) =>
    composeEligibility(
      versions,
      [],
      { changes, comparisons: new Map([[3, compared([cellOf(1, n, n / 2, n, n)], difference, error)]]) },
      { alpha, dayOf },
    ).jumps;
  it("calls it a jump when the whole interval lies beyond a point, or without any doubt", () => {
    expect(eligibility(-0.5, 0.02)).toEqual([
      {
        router: "a",
        policy_version: "v10",
        previous: "v1",
        day: "day 3",
        what: "partners_eligible",
        before: 1,
        after: 0.5,
        difference: -0.5,
        lower: -0.5 - Z * 0.02,
        upper: -0.5 + Z * 0.02,
        effect: "for",
      },
    ]);
    expect(eligibility(-1, 0)).toHaveLength(1);
    expect(eligibility(0.5, 0.02)[0]?.effect).toBe("against");
    expect(eligibility(-0.05, 0.02)).toEqual([]);
    expect(eligibility(-0.009, 0)).toEqual([]);
    expect(eligibility(-0.5, null)).toEqual([]);
    expect(eligibility(-0.5, 0.02, 99)).toEqual([]);
    // At the strictest level too: no difference is none, and one without doubt has an end to its interval.
    expect(eligibility(0, 0.02, 500, 1e-300)).toEqual([]);
    expect(eligibility(-1, 0.02, 500, 1e-300)[0]?.upper).toBeCloseTo(-1 + 37.06 * 0.02, 3);
  });
});

describe("near ties", () => {
  const rule = (band?: number) => ({
    kind: "cheapest_within" as const,
    ...(band === undefined ? {} : { band }),
  });
  it("take the declared band of the version, of the latest policy where the log names none", () => {
    const routers = new Map([
      [
        "a",
        [
          { policy_version: "v1", from_ms: 0, rule: rule(0.1) },
          { policy_version: "v2", from_ms: 1, rule: rule() },
          { policy_version: "v3", from_ms: 2, rule: rule(0) },
        ],
      ],
    ]);
    const bands = bandsOf(
      [version("a", "v1", 0), version("a", "v2", 0), version("a", "", 0), version("b", "v1", 0)],
      { routers, version: "" },
    );
    expect(bands.map(({ band, declared }) => [band, declared])).toEqual([
      [0.1, true],
      [0.02, false],
      [0, true],
      [0.02, false],
    ]);
  });
  it("compare with what is expected there", () => {
    const bands = [
      { router: "a", policy_version: "v1", band: 0.1, declared: true },
      { router: "a", policy_version: "v2", band: 0.02, declared: false },
    ];
    const ties = composeNearTies(
      bands,
      [
        { fit: 1, n: 60, x: 40, q: 30, v: 12, dq: [] },
        { fit: 2, n: 40, x: 20, q: 20, v: 13, dq: [] },
      ],
      { phi: 2, covariances: new Map() },
      0.01,
    );
    expect(ties).toMatchObject({
      decisions: 100,
      declared: 60,
      observed: 0.6,
      expected: 0.5,
      difference: 0.1,
    });
    expect(ties.lower).toBeCloseTo(0.1 - (Z * Math.sqrt(50)) / 100, 12);
    expect(composeNearTies(bands, [], { phi: 1, covariances: new Map() }, 0.01)).toMatchObject({
      decisions: 0,
      bands: [],
      observed: null,
      lower: null,
    });
  });
});

describe("versions", () => {
  const cell = (day: number, fit: number, n: number, q: number, x: number): Cell => ({
    day,
    stratum: 1,
    fit,
    bins: [exactBin(n, q, x)],
    n,
    x,
    q: n * q,
    v: n * q * (1 - q),
    dq: [],
  });
  const named = (router: string, policy_version: string) => ({
    router,
    policy_version,
    baseline_model: null,
    full_model: null,
    reason: null,
  });
  it("stand in order of time, each with its change from the one before", () => {
    const cells = [
      cell(9, 1, 100, 0.5, 60),
      cell(0, 2, 400, 0.25, 100),
      cell(8, 1, 100, 0.5, 60),
      cell(2, 3, 10, 0.5, 5),
    ];
    const lifts = composeVersions(
      { cells, fits: [named("a", "v2"), named("a", "v1"), named("b", "v1")] },
      { deflation: { phi: 4, covariances: new Map() }, alpha: 0.01, dayOf },
    );
    expect(lifts.map(({ router, policy_version, decisions }) => [router, policy_version, decisions])).toEqual(
      [
        ["a", "v1", 400],
        ["a", "v2", 200],
        ["b", "v1", 10],
      ],
    );
    const [first, second, third] = lifts;
    expect([first?.change, third?.change]).toEqual([null, null]);
    expect(second).toMatchObject({ first_day: "day 8", last_day: "day 9", observed: 0.6, expected: 0.5 });
    expect(second?.upper).toBeCloseTo(0.1 + (Z * Math.sqrt(4 * 50)) / 200, 12);
    const variance = (4 * 50) / 200 ** 2 + (4 * 75) / 400 ** 2;
    expect(second?.change?.lift).toBeCloseTo(0.1, 12);
    expect(second?.change?.lower).toBeCloseTo(0.1 - Z * Math.sqrt(variance), 12);
    expect(second?.tilt.log_odds).toBeCloseTo(Math.log(1.5), 9);
  });

  it("have the names of their fits' numbers where the answer leaves some fits out", () => {
    const fit_names = [named("a", "v1"), named("a", "v2")];
    const lifts = composeVersions(
      { cells: [cell(3, 2, 100, 0.5, 60)], fits: fit_names.slice(1), fit_names },
      { deflation: { phi: 1, covariances: new Map() }, alpha: 0.01, dayOf },
    );
    expect(lifts.map(({ policy_version, decisions }) => [policy_version, decisions])).toEqual([["v2", 100]]);
  });
});

it("shares inside exclusions stand in the contract's order, also of none", () => {
  const shares = composeExclusionShares([
    { reason: "missing_cost", decisions: 10, known: 8, focal: 2 },
    { reason: "usable", decisions: 5, known: 5, focal: 1 },
    { reason: "missing_cost", decisions: 2, known: 0, focal: 0 },
  ]);
  expect(shares).toHaveLength(13);
  expect(shares[0]).toEqual({ reason: "usable", decisions: 5, known: 5, focal: 1, share: 0.2 });
  expect(shares.find(({ reason }) => reason === "missing_cost")).toEqual({
    reason: "missing_cost",
    decisions: 12,
    known: 8,
    focal: 2,
    share: 0.25,
  });
  expect(shares.find(({ reason }) => reason === "no_fit")?.share).toBeNull();
});
