import { describe, expect, it } from "vitest";
import { NO_DEFLATION } from "../stats/deflator";
import { type Cell, exactBin } from "../stats/table";
import { composePlacebo } from "./compose";
import {
  isBeyond,
  largestPlacebo,
  ownTilt,
  type PlaceboCell,
  placeboTilts,
  withinPartnerSpread,
} from "./placebo";

const placebo = (span: number, owner: number, n: number, q: number, x: number): PlaceboCell => ({
  span,
  owner,
  bins: [exactBin(n, q, x)],
  v: n * q * (1 - q),
});
const own = (day: number, n: number, q: number, x: number): Cell => {
  const bin = exactBin(n, q, x);
  return { day, stratum: 1, fit: 1, bins: [bin], n, x, q: n * q, v: n * q * (1 - q), dq: [] };
};
const settings = { since: 0, phi: 1, alpha: 0.01 };
const logit = (p: number) => Math.log(p / (1 - p));

describe("placebo tilts", () => {
  it("solve X = A' for each partner, on the days since the onset", () => {
    const cells = [
      placebo(1, 2, 1000, 0.5, 900),
      placebo(2, 2, 1000, 0.5, 600),
      placebo(2, 3, 1000, 0.25, 250),
    ];
    const all = placeboTilts({ starts: [0, 7], cells }, settings);
    expect(all.map(({ owner, n, x, q }) => [owner, n, x, q])).toEqual([
      [2, 2000, 1500, 1000],
      [3, 1000, 250, 250],
    ]);
    const since = placeboTilts({ starts: [0, 7], cells }, { ...settings, since: 7 });
    expect(since[0]?.log_odds).toBeCloseTo(logit(0.6), 9);
    expect(since[1]?.log_odds).toBeCloseTo(0, 9);
    expect(
      since.every(
        ({ lower, upper, log_odds }) => (lower ?? 9) < (log_odds ?? 0) && (upper ?? -9) > (log_odds ?? 0),
      ),
    ).toBe(true);
  });

  it("widen with phi", () => {
    const sums = { starts: [0], cells: [placebo(1, 2, 1000, 0.5, 600)] };
    const [narrow] = placeboTilts(sums, settings);
    const [wide] = placeboTilts(sums, { ...settings, phi: 4 });
    expect(wide?.lower ?? 9).toBeLessThan(narrow?.lower ?? -9);
    expect(wide?.log_odds).toBe(narrow?.log_odds);
  });

  it("count when they are known to a tenth, or proven, not when they are chance", () => {
    const cells = [
      placebo(1, 2, 400, 0.5, 230),
      placebo(1, 3, 40, 0.5, 28),
      placebo(1, 4, 40, 0.5, 40),
      placebo(1, 5, 60, 0.5, 57),
    ];
    const tilts = placeboTilts({ starts: [0], cells }, settings);
    expect(tilts.map(({ counts }) => counts)).toEqual([true, false, true, true]);
    // Always chosen: no finite tilt, the bound stands in.
    expect(tilts[2]?.log_odds).toBeNull();
    expect(largestPlacebo(tilts.slice(0, 2), 1)?.owner).toBe(2);
    expect(largestPlacebo(tilts, 1)?.owner).toBe(5);
    expect(largestPlacebo(tilts.slice(1, 2), 1)).toBeNull();
  });
});

describe("guard (b)", () => {
  const breach = { onset_day: 0, theta_m: Math.log(1.05), alpha: 0.01 };
  const spread = (x: number) => ({ starts: [0], cells: [placebo(1, 2, 4000, 0.5, x)] });
  const favoured = [own(0, 4000, 0.5, 2400)];

  it("wants our lower bound above the largest placebo tilt", () => {
    const { lower } = ownTilt(favoured, { since: 0, deflation: NO_DEFLATION, alpha: 0.01 });
    // Our tilt is ln 1.5 = 0.405; a partner of 0.2 lies below our bound, one of 0.405 does not.
    expect(lower ?? 0).toBeGreaterThan(0.25);
    expect(withinPartnerSpread(favoured, spread(2200), NO_DEFLATION, { ...breach, sign: 1 })).toBe(false);
    expect(withinPartnerSpread(favoured, spread(2400), NO_DEFLATION, { ...breach, sign: 1 })).toBe(true);
  });

  it("holds with signs turned", () => {
    const worse = [own(0, 4000, 0.5, 1600)];
    expect(withinPartnerSpread(worse, spread(1800), NO_DEFLATION, { ...breach, sign: -1 })).toBe(false);
    expect(withinPartnerSpread(worse, spread(1600), NO_DEFLATION, { ...breach, sign: -1 })).toBe(true);
    expect(withinPartnerSpread(worse, spread(2400), NO_DEFLATION, { ...breach, sign: -1 })).toBe(false);
  });

  it("has nothing to say where no partner counts", () => {
    const tilts = placeboTilts({ starts: [0], cells: [placebo(1, 2, 20, 0.5, 12)] }, settings);
    const tilt = ownTilt(favoured, { since: 0, deflation: NO_DEFLATION, alpha: 0.01 });
    expect(isBeyond(tilt, tilts, 1)).toBeNull();
    expect(
      withinPartnerSpread(favoured, { starts: [], cells: [] }, NO_DEFLATION, { ...breach, sign: 1 }),
    ).toBe(false);
  });

  it("is shown on the days since the onset", () => {
    const cells = [own(0, 1000, 0.5, 500), own(7, 4000, 0.5, 2400)];
    const judging = {
      judgement: { onset: { day: 7, weight: 0.25, policy: false } },
      deflation: NO_DEFLATION,
      sign: 1,
      alpha: 0.01,
    } as Parameters<typeof composePlacebo>[2];
    const sums = { starts: [0, 7], cells: [placebo(1, 2, 4000, 0.5, 3000), placebo(2, 2, 4000, 0.5, 2100)] };
    const shown = composePlacebo({ from: "2026-04-01" }, { cells }, judging, sums, (owner) => ({
      key: `p${owner}`,
      name: `Partner ${owner}`,
    }));
    expect(shown).toMatchObject({
      since: "2026-04-08",
      focus: { decisions: 4000, observed: 0.6 },
      partners: [{ key: "p2", decisions: 4000, observed: 0.525 }],
      largest: { key: "p2", name: "Partner 2" },
      beyond: true,
    });
    expect(shown.largest?.log_odds).toBeCloseTo(logit(0.525), 9);
  });
});
