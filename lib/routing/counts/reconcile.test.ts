import { describe, expect, it } from "vitest";
import { buildCatalogue } from "@/lib/register/catalogue/catalogue";
import type { Catalogue, CatalogueModel } from "@/lib/register/server";
import { reconcile } from "./reconcile";
import { differenceWords, gapSentence, reconciliationChart, reconciliationFinding } from "./words";

const model = (name: string, owner: string, ...patterns: string[]): CatalogueModel => ({
  model_id: name,
  model: name,
  product: `${owner}-product`,
  owner,
  owner_name: owner.toUpperCase(),
  owner_ordinal: 1,
  first_party: false,
  patterns,
});
const catalogue: Catalogue = buildCatalogue([
  model("zeta-large", "zeta", "zeta-large", "*.zeta-large-v*"),
  model("zeta-small", "zeta", "zeta-small"),
  model("acme-one", "acme", "acme-one"),
]);
const said = (day: number, name: string, decisions: number, source = "zeta-billing") => ({
  source,
  day: `2026-05-0${day}`,
  model: name,
  decisions,
});
const seen = (day: number, name: string, decisions: number) => ({ day: `2026-05-0${day}`, name, decisions });
const days = (rows: readonly { day: string; gap: string | null; difference: number }[]) =>
  rows.map(({ day, gap, difference }) => [day, gap, difference]);

describe("reconcile", () => {
  it("names every kind of gap, and adds up names that mean one model", () => {
    const { rows, totals, gaps } = reconcile({
      catalogue,
      theirs: [
        said(1, "zeta-large", 8),
        said(1, "eu.zeta.zeta-large-v2", 2),
        said(2, "ZETA-LARGE", 12),
        said(3, "zeta-large", 9),
        said(4, "zeta-large", 7),
        said(6, "zeta-large", 0),
      ],
      ours: [
        seen(1, "zeta-large", 6),
        seen(1, "us.zeta.zeta-large-v1", 4),
        seen(2, "zeta-large", 10),
        seen(3, "zeta-large", 10),
        seen(5, "zeta-large", 3),
        seen(7, "zeta-large", 99),
      ],
    });
    expect(days(rows)).toEqual([
      ["2026-05-01", null, 0],
      ["2026-05-02", "theirs_more", 2],
      ["2026-05-03", "ours_more", -1],
      ["2026-05-04", "only_theirs", 7],
      ["2026-05-05", "only_ours", -3],
      ["2026-05-06", null, 0],
    ]);
    expect(days(gaps).map(([day]) => day)).toEqual(["2026-05-04", "2026-05-05", "2026-05-02", "2026-05-03"]);
    expect(totals).toEqual({ days: 6, gap_days: 4, ours: 33, theirs: 38, difference: 5 });
    expect(rows[4]).toMatchObject({ theirs: null, ours: 3, model: "zeta-large", owner: "zeta" });
  });

  it("compares names that match nothing with themselves, without their region", () => {
    const { rows } = reconcile({
      catalogue,
      theirs: [said(1, "eu.mystery", 3)],
      ours: [seen(1, " Mystery", 3), seen(1, "other", 5)],
    });
    expect(rows).toEqual([
      expect.objectContaining({
        model: "mystery",
        owner: null,
        product: null,
        ours: 3,
        theirs: 3,
        gap: null,
      }),
    ]);
  });

  it("tells of models of the same owner that they say nothing of, and of nobody else's", () => {
    const { uncounted, models } = reconcile({
      catalogue,
      theirs: [said(1, "zeta-large", 3), said(2, "zeta-large", 3)],
      ours: [seen(1, "zeta-small", 4), seen(3, "zeta-small", 9), seen(1, "acme-one", 7)],
    });
    expect(uncounted).toEqual([expect.objectContaining({ model: "zeta-small", ours: 4 })]);
    expect(models).toEqual([
      expect.objectContaining({ model: "zeta-large", gap_days: 2, theirs: 6, ours: 0 }),
    ]);
  });

  it("keeps sources apart, each over its own days", () => {
    const { models } = reconcile({
      catalogue,
      theirs: [said(1, "zeta-large", 3), said(2, "zeta-large", 3, "reseller")],
      ours: [seen(1, "zeta-large", 3), seen(2, "zeta-large", 4)],
    });
    expect(models.map(({ source, ours, theirs }) => [source, ours, theirs])).toEqual([
      ["reseller", 4, 3],
      ["zeta-billing", 3, 3],
    ]);
  });
});

describe("in words", () => {
  const tables = reconcile({
    catalogue,
    theirs: [said(1, "zeta-large", 1412), said(3, "zeta-large", 2)],
    ours: [seen(1, "zeta-large", 1400), seen(3, "zeta-large", 2)],
  });
  const answer = { from: "2026-05-01", to: "2026-05-04", sources: [], generated: true, ...tables };

  it("says what was found", () => {
    expect(reconciliationFinding(answer)).toBe("One day of 2 has a gap that nothing explains.");
    expect(differenceWords(answer)).toBe(
      "In sum they count 12 decisions more than our log shows: 1,414 against 1,402.",
    );
    expect(gapSentence(tables.gaps[0] as never)).toBe(
      "On 1 May 2026 zeta-large: they say 1,412, our log shows 1,400; they count more than our log shows.",
    );
    const totals = { days: 3, gap_days: 0, ours: 5, theirs: 5, difference: 0 };
    expect(reconciliationFinding({ totals })).toBe("Both sides agree on all three days.");
    expect(differenceWords({ totals })).toBe("In sum both say 5 decisions.");
  });

  it("draws both sides by day, and a day without either as a gap", () => {
    const chart = reconciliationChart(answer, "p2");
    expect(chart.points.map(({ day, values }) => [day, values])).toEqual([
      ["2026-05-01", [1412, 1400]],
      ["2026-05-02", [null, null]],
      ["2026-05-03", [2, 2]],
    ]);
    expect(chart.generated).toBe(true);
    expect(chart.series.map(({ hue }) => hue)).toEqual(["p2", "others"]);
    expect(chart.table.rows[0]).toEqual(["2026-05-01", 1412, 1400, 12]);
  });
});
