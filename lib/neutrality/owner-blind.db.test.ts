import { beforeAll, describe, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { describeVerdict, Neutrality, NeutralityQuery } from "./index";
import { assess, assessWithSeries } from "./server";
import { STEP_WEIGHTS, STEPS } from "./stats/evidence";
import { listStarts } from "./stats/starts";
import { seedRegister } from "./testing/seed";
import { simulateArms } from "./testing/simulate-arms";

const executive = testActor("executive");
const FROM = "2026-05-01";
const query = (over: Record<string, string>) =>
  NeutralityQuery.parse({ from: FROM, to: "2026-07-01", ...over });
const ask = (router: string, over: Record<string, string> = {}) =>
  assess(executive, query({ router, baseline: "owner_blind", ...over }));

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const near = (actual: number | null | undefined, expected: number, relative = 1e-9) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
const nonZero = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
const isAllThere = (answer: Neutrality) =>
  expect(sum(Object.values(answer.excluded)) + answer.usable).toBe(answer.decisions);

const base = { days: 24, per_day: 90, from: FROM };
const hand = simulateArms({ ...base, router: "hand", seed: 5, blind: 0.3, tilt: 0.7 });

let next = 0;
const odd = (over: Partial<TestDecision>): TestDecision => {
  next += 1;
  return {
    ...{ decision_id: `odd-${next}`, occurred_at: "2026-05-02T08:00:00Z", router: "odd" },
    ...{ chosen_model: "gpt-mini", task: "chat" },
    ...over,
  };
};
const of = (count: number, over: Partial<TestDecision>) => Array.from({ length: count }, () => odd(over));

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([
    ...hand,
    ...simulateArms({ ...base, router: "tastes", seed: 6, blind: 0.3, taste: 3 }),
    ...simulateArms({ ...base, router: "whole", seed: 7, blind: 0.3, taste: 3, by: "tenant" }),
    ...simulateArms({ ...base, router: "sessions", seed: 7, blind: 0.3, taste: 3, by: "tenant" }).map(
      ({ tenant = "", ...one }) => ({ ...one, session_id: tenant }),
    ),
    ...simulateArms({ ...base, router: "none", seed: 8, blind: 0, tilt: 1 }),
    ...simulateArms({ ...base, router: "shy", seed: 9, blind: 0.1 }),
    // Day 1, chat: 4 against 3, of which 2 and 1 focal. Then a day and a task that only one arm has.
    ...of(2, { chosen_model: "nova-pro" }),
    ...of(2, { chosen_model: "x.nova-lite-v1" }).map((one, at) =>
      at === 0 ? { ...one, chosen_model: "llama-large" } : one,
    ),
    ...of(1, { chosen_model: "mystery" }),
    ...of(1, { arm: "owner_blind", chosen_model: "nova-pro" }),
    ...of(2, { arm: "owner_blind" }),
    ...of(1, { arm: "owner_blind", chosen_model: "mystery" }),
    ...of(5, { task: "code" }),
    ...of(3, { task: "late", arm: "owner_blind" }),
    ...of(6, { occurred_at: "2026-05-03T08:00:00Z" }),
    ...of(2, { occurred_at: "2026-05-03T08:00:00Z", arm: "owner_blind", decided_by: "fallback" }),
    ...of(2, { decided_by: "pinned" }),
    ...of(1, { occurred_at: "2026-05-04T08:00:00Z", chosen_model: "mystery" }),
    ...of(2, { occurred_at: "2026-05-04T08:00:00Z", arm: "owner_blind" }),
    // All of both arms focal, and none.
    ...[1, 2, 3].flatMap((day) => [
      ...of(8, { router: "full", occurred_at: `2026-05-0${day}T08:00:00Z`, chosen_model: "nova-pro" }),
      ...of(4, {
        ...{ router: "full", occurred_at: `2026-05-0${day}T08:00:00Z`, chosen_model: "nova-pro" },
        arm: "owner_blind",
      }),
      ...of(8, { router: "empty", occurred_at: `2026-05-0${day}T08:00:00Z` }),
      ...of(4, { router: "empty", occurred_at: `2026-05-0${day}T08:00:00Z`, arm: "owner_blind" }),
    ]),
  ]);
});

/** Figures once more from single decisions: tables by filtering, the law written out, clusters one by one. */
describe("by hand", () => {
  type Row = { day: number; task: string; tenant: string; mine: number; x: number };
  const rows = hand.map(
    ({ occurred_at, task = "", tenant = "", arm, chosen_model }): Row => ({
      day: (Date.parse(occurred_at.slice(0, 10)) - Date.parse(FROM)) / 86_400_000,
      ...{ task, tenant, mine: arm === "owner_blind" ? 0 : 1 },
      x: chosen_model.startsWith("nova") ? 1 : 0,
    }),
  );
  const groups = [...new Set(rows.map(({ day, task }) => `${day} ${task}`))].map((key) =>
    rows.filter(({ day, task }) => `${day} ${task}` === key),
  );
  const tables = groups.map((group) => {
    const mine = group.filter(({ mine }) => mine === 1);
    return {
      day: group[0]?.day ?? 0,
      n: group.length,
      n_a: mine.length,
      x_a: sum(mine.map(({ x }) => x)),
      m: sum(group.map(({ x }) => x)),
    };
  });
  type Table = (typeof tables)[number];
  const logChoose = (n: number, k: number) =>
    sum(Array.from({ length: k }, (_, i) => Math.log((n - i) / (i + 1))));
  const K = ({ n, n_a, m }: Table, theta: number) => {
    const counts = Array.from({ length: Math.min(n_a, m) + 1 }, (_, u) => u).filter((u) => m - u <= n - n_a);
    return Math.log(
      sum(counts.map((u) => Math.exp(logChoose(n_a, u) + logChoose(n - n_a, m - u) + theta * u))),
    );
  };
  const q = sum(tables.map(({ n, n_a, m }) => (n_a * m) / n));
  const v = sum(tables.map(({ n, n_a, m }) => (n_a * (n - n_a) * m * (n - m)) / (n * n * (n - 1))));
  const usable = tables.filter(({ n, n_a }) => n_a > 0 && n_a < n);
  const phi = () => {
    const tenants = [...new Set(rows.map(({ tenant }) => tenant))];
    const parts = tenants.map((tenant) =>
      sum(
        groups.flatMap((group) => {
          const share = sum(group.map(({ mine }) => mine)) / group.length;
          const mean = sum(group.map(({ x }) => x)) / group.length;
          return group
            .filter((row) => row.tenant === tenant)
            .map((row) => (row.mine - share) * (row.x - mean));
        }),
      ),
    );
    return Math.max(1, sum(parts.map((part) => part ** 2)) / v);
  };
  const log_e = (theta0: number, eta: number) =>
    Math.log(
      sum(
        listStarts([0], base.days - 1).map(({ day, weight }) => {
          const some = tables.filter((table) => table.day >= day);
          const x = sum(some.map(({ x_a }) => x_a));
          const e = STEPS.map((step, d) => {
            const change = sum(some.map((table) => K(table, theta0 + step) - K(table, theta0)));
            return (STEP_WEIGHTS[d] ?? 0) * Math.exp(eta * (step * x - change));
          });
          return weight * sum(e);
        }),
      ),
    );

  it("observed, expected, phi, eta and the evidence", async () => {
    const answer = await ask("hand");
    expect(Neutrality.strict().safeParse(answer).error).toBeUndefined();
    expect(usable.length).toBe(tables.length);
    expect([answer.decisions, answer.usable]).toEqual([hand.length, sum(tables.map(({ n_a }) => n_a))]);
    expect(nonZero(answer.excluded)).toEqual({ blind_arm: hand.length - answer.usable });
    expect(answer.observed.focal).toBe(sum(tables.map(({ x_a }) => x_a)));
    // At the blind copy's share of each day and task; Q of the test stands beside it.
    const blind = sum(tables.map((one) => (one.n_a * (one.m - one.x_a)) / (one.n - one.n_a)));
    near(answer.expected.focal, blind);
    near(answer.lift, (answer.observed.focal - blind) / answer.usable);
    near(answer.experiment?.q_given_both, q);
    expect(answer.clusters).toEqual({ by: "tenant", count: 60 });
    near(answer.phi, phi());
    near(answer.eta, 1 / phi());
    near(answer.log_e_value, log_e(Math.log(1.05), 1 / phi()), 1e-7);
    expect([answer.r, answer.support, answer.coverage, answer.partners]).toEqual([0, null, 1, 4]);
    expect([answer.fits, answer.covariates, answer.baseline_model]).toEqual([[], [], null]);
    expect(answer.candidates).toEqual({ logged: 0, policy: 0 });
  });

  it("the tilt, where the mean of the law is what was observed, and its bounds", async () => {
    const { tilt, observed, phi: found } = await ask("hand");
    const theta = tilt.log_odds ?? Number.NaN;
    const slope = sum(tables.map((one) => (K(one, theta + 1e-4) - K(one, theta - 1e-4)) / 2e-4));
    near(slope, observed.focal, 1e-7);
    for (const [bound, sign] of [
      [tilt.lower, 1],
      [tilt.upper, -1],
    ] as const) {
      const theta0 = bound ?? Number.NaN;
      const e = STEPS.map((step, d) => {
        const change = sum(tables.map((one) => K(one, theta0 + sign * step) - K(one, theta0)));
        return (STEP_WEIGHTS[d] ?? 0) * Math.exp((sign * step * observed.focal - change) / (found ?? 1));
      });
      expect(Math.log(sum(e))).toBeCloseTo(Math.log(200), 6);
    }
  });

  it("both arms, their odds ratio and the calibration at the share of both", async () => {
    const answer = await ask("hand");
    const x_b = (one: Table) => one.m - one.x_a;
    const n_b = (one: Table) => one.n - one.n_a;
    expect(answer.experiment).toMatchObject({
      n_a: answer.usable,
      x_a: answer.observed.focal,
      n_b: sum(tables.map(n_b)),
      x_b: sum(tables.map(x_b)),
    });
    const above = sum(tables.map((one) => (one.x_a * (n_b(one) - x_b(one))) / one.n));
    const below = sum(tables.map((one) => ((one.n_a - one.x_a) * x_b(one)) / one.n));
    near(answer.experiment?.mantel_haenszel_odds_ratio, above / below);
    near(
      answer.experiment?.difference,
      (answer.observed.focal - q) / sum(tables.map((one) => (one.n_a * n_b(one)) / one.n)),
    );
    expect(answer.experiment?.two_stream_e_value).toBeGreaterThan(1);
    for (const bin of answer.calibration) {
      const inside = tables.filter(({ m, n }) => Math.min(511, Math.floor((512 * m) / n)) === bin.bin);
      expect(bin.decisions).toBe(sum(inside.map(({ n_a }) => n_a)));
      near(bin.observed * bin.decisions, sum(inside.map(({ x_a }) => x_a)));
    }
  });

  it("finds the tilt, says so in words, and calls none of it earned", async () => {
    const { neutrality, rise, daily, since_onset } = await assessWithSeries(
      executive,
      query({ router: "hand", baseline: "owner_blind" }),
    );
    expect([neutrality.verdict, neutrality.because]).toEqual(["breach", ["tilt_above_materiality"]]);
    expect(neutrality.tilt.lower ?? 9).toBeLessThan(0.7);
    expect(neutrality.tilt.upper ?? -9).toBeGreaterThan(0.7);
    // 0.7 in log-odds are some 15 points; in Q of the test three tenths of them would be left.
    expect(neutrality.lift).toBeGreaterThan(0.1);
    expect(since_onset[0]?.beyond).toBeCloseTo(neutrality.observed.focal - neutrality.expected.focal, 9);
    const points = daily.map(({ n, observed, expected }) => n * (observed - expected));
    near(sum(points), (neutrality.lift ?? 0) * neutrality.usable);
    expect(daily.length).toBe(24);
    for (const period of [rise?.before, rise?.after])
      expect((period?.observed ?? 0) - (period?.expected ?? 1)).toBeGreaterThan(0.1);
    expect((rise?.mix ?? 9) + (rise?.earned ?? 9) + (rise?.beyond ?? 9)).toBeCloseTo(rise?.change ?? 0, 12);
    expect(describeVerdict(neutrality).join(" ")).toContain("more than a neutral router would have");
    expect((await ask("hand", { direction: "against" })).verdict).toBe("kept");
  });
});

describe("dependence", () => {
  it("costs nothing where chance gave each decision its arm, whatever tenants like", async () => {
    const answer = await ask("tastes");
    expect(answer.phi ?? 9).toBeLessThan(1.5);
    expect(answer.verdict).not.toBe("breach");
  });

  it("costs what it must where chance gave whole tenants an arm", async () => {
    const answer = await ask("whole");
    expect(answer.phi ?? 0).toBeGreaterThan(4);
    expect(["breach", "watch"]).not.toContain(answer.verdict);
    const { phi, clusters } = await ask("sessions");
    expect([phi, clusters]).toEqual([answer.phi, { by: "session", count: 60 }]);
  });
});

describe("what cannot be compared", () => {
  it("is counted by reason, and everything once", async () => {
    const answer = await ask("odd");
    isAllThere(answer);
    expect([answer.usable, answer.observed.focal]).toEqual([4, 3]);
    expect(nonZero(answer.excluded)).toEqual({
      not_router: 4,
      blind_arm: 9,
      unattributed_candidate: 2,
      no_fit: 11,
    });
    expect(answer.coverage).toBeCloseTo(4 / 17, 12);
    expect(answer.experiment).toMatchObject({ n_a: 4, x_a: 3, n_b: 3, x_b: 1 });
    expect(answer.because).toContain("no_blind_arm");
  });

  it("is everything where no copy decided, or nobody did", async () => {
    const none = await ask("none");
    isAllThere(none);
    expect([none.verdict, none.because, none.usable]).toEqual(["inconclusive", ["no_blind_arm"], 0]);
    expect(none.experiment).toEqual({
      ...{ n_a: 0, x_a: 0, n_b: 0, x_b: 0, q_given_both: 0 },
      ...{ difference: null, mantel_haenszel_odds_ratio: null, two_stream_e_value: null },
    });
    expect([none.clusters, none.assumptions, none.phi]).toEqual([null, [], null]);
    expect((await ask("nobody")).verdict).toBe("no_data");
  });

  it.each([
    ["full", 24],
    ["empty", 0],
  ])("says nothing where margins leave nothing to chance: %s", async (router, focal) => {
    const answer = await ask(router);
    expect([answer.usable, answer.observed.focal, answer.expected.focal]).toEqual([24, focal, focal]);
    expect([answer.verdict, answer.tilt.log_odds, answer.tilt.lower, answer.tilt.upper]).toEqual([
      ...["inconclusive", null],
      ...[null, null],
    ]);
    // All stakes are still there: those of the starts up to day 2.
    expect(answer.log_e_value).toBeCloseTo(Math.log(0.5), 12);
    expect([answer.needed, answer.experiment?.difference]).toEqual([null, 0]);
    expect(answer.clusters).toEqual({ by: "day", count: 3 });
  });
});

describe("unasked", () => {
  const baselineOf = async (over: Record<string, string>) => (await assess(executive, query(over))).baseline;

  it("the experiment is taken where it covers production", async () => {
    expect(await baselineOf({ router: "hand" })).toBe("owner_blind");
    expect(await baselineOf({ router: "none" })).toBe("partner_revealed");
    expect(await baselineOf({ router: "odd" })).toBe("partner_revealed");
  });

  it("not where it covers one router of several, or is a small copy", async () => {
    expect(await baselineOf({})).toBe("partner_revealed");
    expect(await baselineOf({ router: "shy" })).toBe("partner_revealed");
    expect((await ask("shy")).coverage).toBeGreaterThan(0.8);
  });
});
