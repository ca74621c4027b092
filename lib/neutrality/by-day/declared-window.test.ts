import { describe, expect, it } from "vitest";
import { NeutralityQuery } from "../schema";
import { sumCells } from "../stats/table";
import { emptyRuleDay } from "./declared-day";
import { type DeclaredDay, type KeptPattern, NO_DEVIATIONS } from "./declared-schema";
import { asksFullModel, mergeDeclared } from "./declared-window";
import { packDay } from "./keep";
import type { GuardEvidence } from "./merge";
import type { FrozenFit } from "./schema";

const NAME = { router: "r", policy_version: "v1" };
const query = NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01", baseline: "declared_policy" });

const learnt = (b_version: number, reason: FrozenFit["reason"]): FrozenFit => ({
  ...{ ...NAME, b_version, covariates: ["quality"], choices: 100, reason },
  ...{ coefficients: reason ? [] : [-3], inverse_hessian: [[0.01]], robust: [[0.01]] },
});

const base = (b_version: number, usable: number): DeclaredDay => {
  const empty = emptyRuleDay();
  return {
    ...empty,
    counts: { ...empty.counts, decisions: usable, routed: usable, usable },
    versions: [{ ...NAME, decisions: usable }],
    strata: [{ router: "r", task: "chat" }],
    fits: [{ ...NAME, b_version }],
  };
};

/** A day that a logit judges: 100 decisions with an even chance, of which 70 went to the focus. */
const byLogit = (b_version: number): DeclaredDay => ({
  ...base(b_version, 100),
  cells: [
    {
      ...{ stratum: 1, fit: 1, v: 25, dq: [1] },
      bins: { kind: "grid", keys: [256], ns: [100], qs: [50.1], xs: [70] },
    },
  ],
});

/** A day with a constant noise: partners are the best, and of 1,000 decisions 40 went to the focus all the same. */
const byConstant = (b_version: number, x = 40): DeclaredDay => {
  const row: KeptPattern = [4, 2, 1, 0, 1000, x];
  const sums = [[1000], [x], [0], [0], [0]] as unknown as typeof NO_DEVIATIONS.tenants.sums;
  return {
    ...base(b_version, 1000),
    rules: {
      noise: [{ fit: 1, deviations: 2, alternatives: 960 }],
      patterns: [{ stratum: 1, fit: 1, rows: [row] }],
      deviations: { decisions: 1000, toward: x, away: 0, ties: 0, ties_won: 0 },
      clusters: {
        ...NO_DEVIATIONS,
        tenants: { ...NO_DEVIATIONS.tenants, keys: ["1"], sums },
        sum: [1000, x, 0, 0, 0],
      },
    },
  };
};

const merge = (
  tables: readonly DeclaredDay[],
  fits: readonly FrozenFit[],
  evidence: GuardEvidence | null = null,
  over: Partial<NeutralityQuery> = {},
) =>
  mergeDeclared(
    { ...query, ...over },
    { days: tables.map((table, index) => ({ index, table })), fits, evidence },
  );

const evidenceOf = (estimate: number): GuardEvidence => ({
  full: [{ ...NAME, coefficients: [estimate, -3], inverse_hessian: [[0.01]], robust: [[0.01]] }],
  ...{ placebos: null, usable: 100 },
});
const breach = { onset_day: 0, sign: 1, theta_m: Math.log(1.05), alpha: 0.01 } as const;

describe("what days that were kept one by one come to", () => {
  it("holds a breach of a logit against the full model, once that is read", () => {
    const days = [byLogit(1), byLogit(1)];
    const fits = [learnt(1, null)];
    expect(merge(days, fits).guards(breach)).toEqual([]);
    expect(merge(days, fits, evidenceOf(0)).guards(breach)).toEqual(["full_model_disagrees"]);
    expect(merge(days, fits, evidenceOf(0.9)).guards(breach)).toEqual([]);
    // What is known of a constant noise no full model has a part in.
    expect(merge([byConstant(1)], [learnt(1, "separation")], evidenceOf(0)).guards(breach)).toEqual([]);
    expect(asksFullModel(query, fits)).toBe(true);
    expect(asksFullModel(query, [learnt(1, "separation")])).toBe(false);
    expect(asksFullModel({ ...query, noise: "constant" }, fits)).toBe(false);
  });

  it("leaves each day as it was judged, and is in points where all that stands now is a separation", () => {
    const days = [byConstant(1), byLogit(2), byLogit(2)];
    const mixed = merge(days, [learnt(1, "separation"), learnt(2, null)]);
    expect(mixed.settle).toBeUndefined();
    expect(sumCells(mixed.cells)).toMatchObject({ n: 1200, x: 180 });
    // A gradient where a logit judged, none where q is known.
    expect(mixed.cells.map(({ day, dq }) => [day, dq.length])).toEqual([
      [1, 1],
      [2, 1],
      [0, 0],
    ]);
    const turned = merge([byLogit(1), byConstant(2)], [learnt(1, null), learnt(2, "separation")]);
    expect(turned.settle).toBeDefined();
    // A constant that is asked for is judged by odds, unless the router obeys its rule almost without noise.
    expect(merge([byConstant(1)], [learnt(1, null)], null, { noise: "constant" }).settle).toBeUndefined();
    expect(
      merge([byConstant(1)], [learnt(1, "separation")], null, { noise: "constant" }).settle,
    ).toBeDefined();
  });

  it("knows a constant noise by all days that have it, whether packed or as they are stored", () => {
    const days = [byConstant(1, 8), byConstant(1, 12), byConstant(1, 10)];
    const fits = [learnt(1, "separation")];
    const [one, all] = [merge(days.slice(0, 1), fits), merge(days, fits)];
    // Three times the counts: the interval is narrower, and so is what the least favourable place expects.
    expect(sumCells(all.cells).q / 3).toBeLessThan(sumCells(one.cells).q);
    const packed = merge(
      days.map((table) => packDay(table)),
      fits,
    );
    expect(packed.cells).toEqual(all.cells);
    expect(packed.residual_squares).toBe(all.residual_squares);
  });
});
