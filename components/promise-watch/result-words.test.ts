import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { coversWords, figureWords, inOrder, limitWords, measureLabel, reasonWords } from "./result-words";

const METRICS = join(import.meta.dirname, "../../lib/commitments/metrics");
const texts = readdirSync(METRICS, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(METRICS, file), "utf8"))
  .join("\n");

describe("a result in words", () => {
  it("has a name for every figure that a metric measures", () => {
    const names = [
      ...texts.matchAll(/\bname: "([a-z_]+)", unit|name: "([a-z_]+)", value|measure: \{ name: "([a-z_]+)"/g),
    ];
    const found = names.map((match) => match.slice(1).find((name) => name !== undefined) ?? "");
    expect(found.length).toBeGreaterThan(8);
    for (const name of found) expect(measureLabel(name), name).not.toBe(name.replaceAll("_", " "));
  });

  it("has words for every reason that metrics of differences, listing, notice and coverage give", () => {
    const codes = [
      ...["too_few", "coverage_lately", "unattributed_lately", "dates_not_exact", "dates_unknown"],
      ...["candidates_jump_at_version", "notice_not_comparable", "not_in_register", "nothing_to_compare"],
    ];
    for (const code of codes) {
      expect(texts, code).toContain(`${code}`.replace("_lately", ""));
      expect(reasonWords(code), code).toMatch(/^[A-Z]/);
    }
  });

  it("explains reasons, also those with a subject, and gives back what it does not know", () => {
    expect(reasonWords("below_ceiling")).toBe("The share is below the ceiling.");
    expect(reasonWords("no_notice: Forge v3")).toBe("Without any notice: Forge v3.");
    expect(reasonWords("too_few: cache")).toBe(
      "There are too few to say anything of, neither for nor against: cache.",
    );
    expect(reasonWords("dates_unknown: 3")).toMatch(/were listed: 3\.$/);
    expect(reasonWords("tilted")).toBe("There is a tilt; whether it is above the materiality is not known.");
    expect(reasonWords("something_new")).toBe("something_new");
  });

  it("says figure, interval and limit", () => {
    const measure = {
      name: "odds_ratio",
      unit: "odds",
      value: 1.65,
      lower: 1.57,
      upper: 1.73,
      limit: 1.05,
    } as const;
    expect(figureWords(measure)).toBe("1.65 times, between 1.57 and 1.73 times");
    expect(limitWords(measure)).toBe("at most 1.05 times");
    expect(limitWords({ ...measure, limit: 1 / 1.05 })).toBe("at least 0.95 times");
    expect(limitWords({ ...measure, name: "notice_days", unit: "days", limit: 14 })).toBe("at least 14 days");
    expect(figureWords({ ...measure, value: null, lower: null, upper: null })).toBeNull();
  });

  it("says which days it covers", () => {
    const figures = { measures: [], n: 38849, because: [], tilt: null, rows: [] };
    const result = { window_from: "2026-08-10", day: "2026-08-11", figures, check: { metric: "coverage" } };
    expect(coversWords(result)).toBe("two days from 10 August 2026 to 11 August 2026; 38,849 decisions");
    const asked = { ...result, figures: { ...figures, n: 1 }, check: { metric: "attestation" } };
    expect(coversWords(asked, "2026-08-11")).toBe(
      "one day from 11 August 2026 to 11 August 2026; 1 person asked",
    );
  });

  it("says of whom a figure is, of what decisions depend on, and why a look gave no alarm", () => {
    expect([measureLabel("odds_ratio"), measureLabel("flattery", "party:zeta")]).toEqual([
      "Odds of choosing our own models",
      "Predicted quality above outcomes, for models of zeta more than for partners’",
    ]);
    expect(measureLabel("exclusion_difference: fallback")).toBe(
      "Share of our own models in fallbacks, beyond that in what a router decided",
    );
    expect(reasonWords("clusters: tenant")).toBe(
      "Decisions of one tenant may depend on each other; the interval allows for it.",
    );
    expect(reasonWords("alarms_on_due_days")).toContain("never more than inconclusive");
  });

  it("counts decisions before it gives odds", () => {
    const measure = (name: string) => ({
      ...({ name, unit: "count", value: 1, lower: null, upper: null, limit: null } as const),
    });
    const names = ["odds_ratio", "beyond_expected", "observed_share"].map(measure);
    expect(inOrder(names).map(({ name }) => name)).toEqual([
      ...["beyond_expected", "observed_share", "odds_ratio"],
    ]);
  });
});
