import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { type LogitModel, type Neutrality, NeutralityQuery } from "./index";
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

/** R's printed table: [estimate, se] or [estimate, se, robust se] by coefficient. */
function nearModel(model: LogitModel | null, decisions: number, rows: Record<string, number[]>) {
  expect(model?.decisions).toBe(decisions);
  expect(model?.coefficients.map(({ name }) => name)).toEqual(Object.keys(rows));
  for (const { name, estimate, se, robust_se, z } of model?.coefficients ?? []) {
    const [r_estimate = Number.NaN, r_se = Number.NaN, r_robust] = rows[name] ?? [];
    near(estimate, r_estimate);
    near(se, r_se);
    if (r_robust === undefined) continue;
    near(robust_se, r_robust);
    near(z, r_estimate / r_robust);
  }
}

const excludedOf = (answer: Neutrality) =>
  Object.fromEntries(Object.entries(answer.excluded).filter(([, count]) => count > 0));

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([
    ...nativeDecisions(readClogit("clogit-visible"), { router: "visible", from: "2026-01-05" }),
    ...nativeDecisions(readClogit("clogit-far-visible"), { router: "far", from: "2026-01-05" }),
  ]);
});

describe("clogit-visible, as R has it", () => {
  let answer: Neutrality;
  beforeAll(async () => {
    answer = await ask({ router: "visible" });
  });

  it("fits the choices among partners", () => {
    nearModel(answer.baseline_model, 406, {
      quality: [4.126661643122, 0.4387181536341],
      log_cost: [-0.651066683332, 0.0991291617467],
      latency_s: [-0.975939522741, 0.2131796443691],
    });
  });

  it("fits all choices, with cluster-robust errors and the likelihood", () => {
    nearModel(answer.full_model, 600, {
      focal: [0.153723210854, 0.1181943614733, 0.117468462062],
      quality: [3.934539746492, 0.333218861261, 0.3823134485545],
      log_cost: [-0.643637792959, 0.0771511430467, 0.0608126686952],
      latency_s: [-1.007915194669, 0.1716752512617, 0.1830666835464],
    });
    near(answer.full_model?.log_likelihood, -573.925650342);
  });

  it("compares observed with expected, and every decision is somewhere", () => {
    expect(answer.decisions).toBe(600);
    expect(answer.usable).toBe(409);
    expect(excludedOf(answer)).toEqual({ one_sided: 191 });
    expect(answer.observed.focal).toBe(151);
    near(answer.expected.focal, 140.088764671);
    near(answer.lift, (151 - 140.088764671) / 409);
    expect(answer.coverage).toBe(1);
    expect(answer.clusters).toEqual({ by: "tenant", count: 60 });
    expect(answer.r).toBeCloseTo(0.002, 3);
    expect(answer.partners).toBe(4);
    expect(answer.guarantee).toBe("exploratory");
    expect(answer.calibration.reduce((sum, bin) => sum + bin.decisions, 0)).toBe(409);
    near(
      answer.calibration.reduce((sum, bin) => sum + bin.decisions * bin.expected, 0),
      140.088764671,
    );
    near(
      answer.calibration.reduce((sum, bin) => sum + bin.decisions * bin.observed, 0),
      151,
    );
    expect(answer.strata.reduce((sum, stratum) => sum + stratum.decisions, 0)).toBe(409);
  });

  it("finds a tilt within noise", () => {
    expect(answer.verdict).toBe("inconclusive");
    expect(answer.because).toEqual(["not_enough_evidence"]);
    const { log_odds, lower, upper, level } = answer.tilt;
    expect(level).toBeCloseTo(0.99, 12);
    expect(lower ?? 1).toBeLessThan(log_odds ?? 0);
    expect(upper ?? -1).toBeGreaterThan(log_odds ?? 0);
    expect(answer.needed).toBeGreaterThan(409);
  });
});

describe("clogit-far-visible, own models priced outside the partners' range", () => {
  let answer: Neutrality;
  beforeAll(async () => {
    answer = await ask({ router: "far" });
  });

  it("fits as R does", () => {
    nearModel(answer.baseline_model, 805, {
      quality: [3.7842091847279, 0.276951899374, 0.253827243268],
      log_cost: [-0.0840829313527, 0.114962060989, 0.122798435001],
      latency_s: [-0.7596592946029, 0.136441686211, 0.134675630193],
    });
    nearModel(answer.full_model, 1500, {
      focal: [-0.0766076619613, 0.24487190591, 0.2666275246146],
      quality: [3.7100740419112, 0.1887097206644, 0.1674828919481],
      log_cost: [-0.2622556608007, 0.0794950123142, 0.0878072238345],
      latency_s: [-0.7824386265152, 0.0964433475739, 0.0935851588741],
    });
  });

  it("pays for the extrapolation: r, phi, eta", () => {
    expect(answer.usable).toBe(1500);
    expect(answer.observed.focal).toBe(685);
    near(answer.expected.focal, 548.64391214);
    near(answer.r, 38.929757176);
    near(answer.phi, 2.65917223051);
    near(answer.eta, 0.0240448603576);
  });

  it("says how few of our candidates lie where partners were seen", () => {
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
    near(answer.support, inside.length / own.length);
  });

  it("is not called a breach", () => {
    expect(answer.verdict).toBe("inconclusive");
    expect(answer.log_e_value).toBeLessThan(Math.log(100));
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
    expect({ ...investees, focus: "" }).toEqual({ ...anthropic, focus: "" });
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
