import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { rounded } from "@/lib/testing/rounded";
import { NeutralityQuery } from "./index";
import { assess, assessWithSeries } from "./server";
import { readClogit } from "./testing/read-clogit";
import { nativeDecisions, seedRegister } from "./testing/seed";

const executive = testActor("executive");
const ask = (query: Record<string, string>) =>
  assess(executive, NeutralityQuery.parse({ from: "2026-01-01", to: "2026-03-01", ...query }));

const near = (actual: number | null | undefined, expected: number, relative = 1e-6) => {
  expect(typeof actual).toBe("number");
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
};

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([
    ...nativeDecisions(readClogit("clogit-visible"), { router: "visible", from: "2026-01-05" }),
    ...nativeDecisions(readClogit("clogit-far-visible"), { router: "far", from: "2026-01-05" }),
  ]);
});

describe("beside what R prints", () => {
  it("says what the evidence rests on, and how much more it would take", async () => {
    const answer = await ask({ router: "visible" });
    expect(answer.clusters).toEqual({ by: "tenant", count: 60 });
    expect(answer.r).toBeCloseTo(0.002, 3);
    expect(answer.partners).toBe(4);
    expect(answer.guarantee).toBe("exploratory");
    expect(answer.because).toEqual(["not_enough_evidence"]);
    expect(answer.needed).toBeGreaterThan(409);
  });

  it("says how few of our candidates lie where partners were seen", async () => {
    const decisions = readClogit("clogit-far-visible").map(({ candidates }) => candidates);
    const covariates = (one: (typeof decisions)[number][number]) => [
      one.quality,
      Math.log(one.price),
      one.latency_ms / 1000,
    ];
    const partners = decisions
      .flat()
      .filter(({ focal }) => !focal)
      .map(covariates);
    const own = decisions
      .flat()
      .filter(({ focal }) => focal)
      .map(covariates);
    const inside = own.filter((values) =>
      values.every(
        (value, p) =>
          value >= Math.min(...partners.map((row) => row[p] ?? 0)) &&
          value <= Math.max(...partners.map((row) => row[p] ?? 0)),
      ),
    );
    const { support } = await ask({ router: "far" });
    near(support, inside.length / own.length);
  });
});

describe("the answer", () => {
  it("is the same for partners' questions turned round", async () => {
    const against = await ask({ router: "visible", focus: "party:openai" });
    expect(against.direction).toBe("against");
    const both = await ask({ router: "visible", focus: "party:openai", direction: "both" });
    expect(both.tilt.level).toBeCloseTo(0.995, 12);
    expect(both.tilt.lower ?? 0).toBeLessThan(against.tilt.lower ?? 0);
    expect(against.observed.focal).toBe(both.observed.focal);
    const models = readClogit("clogit-visible").filter(
      ({ candidates }) =>
        candidates.some(({ owner }) => owner === "openai") &&
        candidates.some(({ owner }) => owner !== "openai"),
    );
    expect(against.usable).toBe(models.length);
    expect(against.observed.focal).toBe(
      models.filter(({ candidates }) => candidates.some(({ owner, chosen }) => chosen && owner === "openai"))
        .length,
    );
    expect(against.partners).toBe(4);
    const investees = await ask({ router: "visible", focus: "investees" });
    const anthropic = await ask({ router: "visible", focus: "party:anthropic", direction: "for" });
    const assumptions = [...anthropic.assumptions, "investees: anthropic"];
    expect(rounded({ ...investees, focus: "" })).toEqual(rounded({ ...anthropic, focus: "", assumptions }));
  });

  it("pools routers, each with its own fit", async () => {
    const [all, visible, far] = await Promise.all([
      ask({}),
      ask({ router: "visible" }),
      ask({ router: "far" }),
    ]);
    expect(all.usable).toBe(visible.usable + far.usable);
    near(all.expected.focal, visible.expected.focal + far.expected.focal, 1e-12);
    expect(all.fits.map(({ router }) => router)).toEqual(["far", "visible"]);
    expect(all.baseline_model).toEqual(far.baseline_model);
    expect(all.fits[1]?.full_model?.decisions).toBe(600);
  });

  it("comes with series of the same decisions", async () => {
    const query = NeutralityQuery.parse({ from: "2026-01-01", to: "2026-03-01", router: "visible" });
    const { neutrality, daily, seven_days } = await assessWithSeries(executive, query);
    expect(daily.map(({ day }) => day).slice(0, 2)).toEqual(["2026-01-05", "2026-01-06"]);
    expect(daily.reduce((sum, point) => sum + point.n, 0)).toBe(neutrality.usable);
    near(
      daily.reduce((sum, { n, expected }) => sum + n * expected, 0),
      neutrality.expected.focal,
    );
    for (const point of [...daily, ...seven_days]) {
      expect(point.lower).toBeLessThanOrEqual(point.expected);
      expect(point.upper).toBeGreaterThanOrEqual(point.expected);
    }
    const week = daily.slice(3, 10);
    const last = seven_days[9];
    expect(last?.n).toBe(week.reduce((sum, point) => sum + point.n, 0));
    near(last?.observed, week.reduce((sum, { n, observed }) => sum + n * observed, 0) / (last?.n ?? 1));
    expect((last?.upper ?? 1) - (last?.lower ?? 0)).toBeLessThan(
      (daily[9]?.upper ?? 0) - (daily[9]?.lower ?? 0),
    );
  });

  it("leaves no table behind", async () => {
    const tables = await clickhouse().rows({
      sql: "SELECT name FROM system.tables WHERE startsWith(name, 'neutrality_')",
      row: z.object({ name: z.string() }),
    });
    expect(tables).toEqual([]);
  });
});
