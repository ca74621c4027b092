import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { upperQuantile } from "@/lib/neutrality/stats/normal";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { verifyResult } from "../results/verify-result";
import { runCheck } from "../runs/run-check";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";

const FROM = "2026-05-01";
const OWN = "nova-pro";
const THEIRS = "gpt-mini";

const make = (test: Record<string, unknown> & { metric: string }, window_days = 30): Promise<LoadedCheck> =>
  makeCheck({
    ...{ key: `c-${test.metric.replaceAll("_", "-")}`, commitment: "promise", clause: "routing" },
    definition: { test, first_day: FROM, window_days },
  });

const at = (day: number, minute: number) =>
  new Date(Date.parse(FROM) + day * 86_400_000 + minute * 60_000).toISOString();

let serial = 0;
const decision = (over: Partial<TestDecision> & { latency_ms?: number }, day = 0): TestDecision => {
  serial += 1;
  return {
    ...{ decision_id: `d${serial}`, occurred_at: at(day, serial % 1400), task: "chat", chosen_model: OWN },
    ...over,
  };
};
const times = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

const checks = new Map<string, LoadedCheck>();
beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const scoped = (router: string) => ({ scope: { router } });
  for (const one of [
    make({ metric: "share_ceiling", ...scoped("ceiling"), ceiling: 0.5, watch_above: 0.25 }),
    make({ metric: "coverage", ...scoped("covered"), minimum_coverage: 0.6, maximum_unattributed: 0.3 }),
    make({ metric: "latency_parity", ...scoped("latency") }),
    make({ metric: "error_parity", ...scoped("errors"), tolerance: 0.05 }),
    make({ metric: "score_honesty", ...scoped("honesty") }),
    make({ metric: "exclusion_parity", ...scoped("excluded") }),
    make({ metric: "eligibility_parity", ...scoped("eligible") }),
    make({ metric: "fallback_flow", ...scoped("fallback") }),
    make({ metric: "listing_time", tolerance_days: 14 }),
    make({ metric: "notice_period", days: 30 }),
  ]) {
    const check = await one;
    checks.set(check.definition.test.metric, check);
  }
  await setClock("2026-05-20T08:00:00Z");
});

async function run(metric: string, day = FROM, trigger: "late_data" | "on_demand" = "late_data") {
  const check = checks.get(metric);
  if (!check) throw new Error(metric);
  const result = await runCheck(check, { day, trigger, why: "for a test" });
  expect(result.figures.because.join()).not.toContain("failed");
  expect(await verifyResult(OPERATOR, result.id)).toMatchObject({
    verified: true,
    differences: [],
    recomputed: true,
  });
  return result;
}

/** Bounds at the first look: alpha 0.01 / 2, two-sided. */
const half = (error: number) => upperQuantile(0.005 / 2) * error;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a census", () => {
  it("counts the focus's share against its ceiling", async () => {
    await insertDecisions([
      ...times(30, () => decision({ router: "ceiling" })),
      ...times(70, () => decision({ router: "ceiling", chosen_model: THEIRS })),
      ...times(9, () => decision({ router: "ceiling", decided_by: "pinned" })),
      ...times(5, () => decision({ router: "ceiling", chosen_model: "mystery" })),
    ]);
    const { verdict, figures } = await run("share_ceiling");
    expect([verdict, figures.n, figures.measures[0]?.value]).toEqual(["watch", 100, 0.3]);
  });

  it("counts what could be tested", async () => {
    const candidates = [{ model: OWN }, { model: THEIRS }];
    await insertDecisions([
      ...times(60, () => decision({ router: "covered", candidates })),
      ...times(20, () => decision({ router: "covered" })),
      ...times(20, () => decision({ router: "covered", candidates: [{ model: OWN }, { model: "mystery" }] })),
      ...times(50, () => decision({ router: "covered", candidates, decided_by: "cache" })),
    ]);
    const { verdict, figures } = await run("coverage");
    expect(figures.measures.map(({ value }) => value)).toEqual([0.6, 0.2]);
    expect([verdict, figures.n, figures.because]).toEqual(["kept", 100, ["covered"]]);
  });

  it("takes medians of days from release to listing", async () => {
    const { verdict } = await run("listing_time");
    expect(verdict).toBe("no_data");
    await withActor(OPERATOR, async (tx) => {
      const platform = await tx.party.findFirstOrThrow({ where: { kinds: { has: "platform" } } });
      const list = async (key: string, ga: string, from: string) => {
        const product = await tx.product.update({ where: { key }, data: { ga } });
        const id = crypto.randomUUID();
        await tx.availability.create({ data: { id, product_id: product.id, channel_id: platform.id, from } });
      };
      await list("amazon", "2026-04-30", "2026-05-01");
      await list("openai", "2026-04-01", "2026-05-01");
      await list("meta", "2026-04-11", "2026-05-01");
    });
    const { verdict: late, figures } = await run("listing_time");
    // Partners waited 30 and 20 days, our own product one.
    expect([late, figures.measures.map(({ value }) => value)]).toEqual(["breach", [24, 25, 1, 0]]);
  });

  it("takes the shortest notice of what took effect", async () => {
    expect((await run("notice_period")).verdict).toBe("no_data");
    await withActor(OPERATOR, (tx) =>
      tx.policy.create({
        data: {
          ...{ id: crypto.randomUUID(), key: "quiet@v2", router: "quiet", policy_version: "v2" },
          ...{ from: new Date(`${FROM}T12:00:00Z`), models: [], updated_by: "system:operator" },
        },
      }),
    );
    const { verdict, figures } = await run("notice_period");
    expect([verdict, figures.because]).toEqual(["breach", ["no_notice: quiet v2"]]);
  });
});

describe("a difference between two sides", () => {
  it("compares latency within tasks, by tenants", async () => {
    // 40 tenants, each with own and partner answers; partners take exp(0.2) times as long, give or take the tenant.
    const rows = times(40, (t) => ({ tenant: `t${t}`, off: t % 2 === 0 ? 0.05 : -0.05 }));
    await insertLatencies(
      rows.flatMap(({ tenant, off }) => [
        { chosen_model: OWN, tenant, latency_ms: 100 },
        { chosen_model: THEIRS, tenant, latency_ms: 100 * Math.exp(0.2 + off) },
      ]),
    );
    const { verdict, figures } = await run("latency_parity");
    const [ratio] = figures.measures;
    expect(ratio?.value).toBeCloseTo(Math.exp(0.2), 9);
    // Each tenant's score is half its own distance from the mean: sum of squares 40 (0.05 / 2)^2, weight 40 40 / 80.
    const error = (Math.sqrt(40 * 0.025 ** 2) / 20) * Math.sqrt((40 / 39) * (80 / 78));
    expect(ratio?.lower).toBeCloseTo(Math.exp(0.2 - half(error)), 9);
    expect(ratio?.upper).toBeCloseTo(Math.exp(0.2 + half(error)), 9);
    expect([verdict, ratio?.limit]).toEqual(["breach", 1.1]);
  });

  it("compares failures", async () => {
    const outcome = (failed: boolean) => ({ outcome_status: failed ? "failure" : "success" });
    await insertDecisions(
      times(100, (t) => [
        decision({ router: "errors", tenant: `t${t % 50}`, ...outcome(t < 10) }),
        decision({ router: "errors", tenant: `t${t % 50}`, chosen_model: THEIRS, ...outcome(t < 20) }),
      ]).flat(),
    );
    // A look that nobody was due to make gives no alarm before the due one has.
    const asked = await run("error_parity", FROM, "on_demand");
    expect([asked.verdict, asked.figures.because[0]]).toEqual(["inconclusive", "alarms_on_due_days"]);
    const { verdict, figures } = await run("error_parity");
    expect((await run("error_parity", FROM, "on_demand")).verdict).toBe("watch");
    expect(figures.measures[0]?.value).toBeCloseTo(0.1, 12);
    // By tenant: ten scores of -0.1 and ten of 0.4, thirty of -0.1 again; weight 100 100 / 200.
    const error = (Math.sqrt(10 * 0.16 + 40 * 0.01) / 50) * Math.sqrt((50 / 49) * (200 / 198));
    expect(figures.measures[0]?.lower).toBeCloseTo(0.1 - half(error), 9);
    expect(verdict).toBe("watch");
    expect(figures.rows.map(({ group, value, n }) => [group, value, n])).toEqual([
      ["partners", 0.2, 100],
      ["own", 0.1, 100],
    ]);
  });

  it("compares predicted qualities with outcomes, within bins", async () => {
    const one = (model: string, t: number, outcome_score: number) =>
      decision({
        ...{ router: "honesty", tenant: `t${t}`, chosen_model: model, outcome_score },
        candidates: [{ model, quality: 0.75 }],
      });
    await insertDecisions(
      times(60, (t) => [
        one(OWN, t, t % 2 === 0 ? 0.6 : 0.64),
        one(THEIRS, t, t % 2 === 0 ? 0.74 : 0.76),
      ]).flat(),
    );
    const { verdict, figures } = await run("score_honesty");
    // 0.75 - 0.62 on our side, 0 on the partners'.
    expect(figures.measures[0]?.value).toBeCloseTo(0.13, 12);
    expect(verdict).toBe("breach");
  });

  it("compares the focus's share of what is excluded, and watches a jump", async () => {
    const day = (n: number, version: string, pinned: number) =>
      times(400, (i) => {
        const excluded = i % 2 === 0;
        const ours = excluded ? (i / 2) % 200 < pinned : i % 4 === 1;
        return decision(
          {
            ...{ router: "excluded", policy_version: version, tenant: `t${i % 80}` },
            ...{ chosen_model: ours ? OWN : THEIRS, decided_by: excluded ? "pinned" : "router" },
          },
          n,
        );
      }).flat();
    await insertDecisions([...day(0, "v1", 100), ...day(1, "v2", 180)]);
    const first = await run("exclusion_parity");
    expect(first.figures.measures[0]?.value).toBeCloseTo(0, 12);
    const { verdict, figures } = await run("exclusion_parity", "2026-05-02");
    // Half the routed both days; of the excluded a half, then nine tenths.
    expect(figures.measures[0]?.value).toBeCloseTo(mean([0, 0.4]), 12);
    expect(figures.because).toContain("jump_at_version: excluded v2");
    expect(["watch", "breach"]).toContain(verdict);
  });

  it("compares how often offered models are eligible", async () => {
    await insertDecisions(
      times(200, (i) =>
        decision({
          ...{ router: "eligible", tenant: `t${i % 50}` },
          candidates: [
            { model: OWN, eligible: true },
            { model: THEIRS, eligible: i % 5 !== 0 },
          ],
        }),
      ),
    );
    const { figures } = await run("eligibility_parity");
    expect(figures.measures[0]?.value).toBeCloseTo(0.2, 12);
    expect(figures.n).toBe(400);
  });

  it("nets the fallbacks", async () => {
    const fallback = (requested_model: string, chosen_model: string, i: number) =>
      decision({
        ...{ router: "fallback", decided_by: "fallback", tenant: `t${i % 40}` },
        ...({ requested_model, chosen_model } as Partial<TestDecision>),
      });
    await insertDecisions([
      ...times(60, (i) => fallback(THEIRS, OWN, i)),
      ...times(20, (i) => fallback(OWN, THEIRS, i)),
      ...times(20, (i) => fallback(THEIRS, "claude-haiku", i)),
      ...times(7, (i) => fallback("mystery", OWN, i)),
    ]);
    const { verdict, figures } = await run("fallback_flow");
    const flows = [...times(60, () => 1), ...times(20, () => -1), ...times(20, () => 0)];
    expect(figures.measures[0]?.value).toBeCloseTo(mean(flows), 12);
    const places = [...times(60, (i) => i), ...times(20, (i) => i), ...times(20, (i) => i)];
    const by = times(40, (t) =>
      flows.reduce((sum, flow, i) => sum + ((places[i] ?? 0) % 40 === t ? flow - 0.4 : 0), 0),
    );
    const squares = by.reduce((sum, part) => sum + part * part, 0);
    const error = (Math.sqrt(squares) / 100) * Math.sqrt((40 / 39) * (100 / 99));
    expect(figures.measures[0]?.lower).toBeCloseTo(0.4 - half(error), 9);
    expect(verdict).toBe("breach");
  });
});

async function insertLatencies(
  rows: readonly (Partial<TestDecision> & { latency_ms: number })[],
): Promise<void> {
  await insertDecisions(
    rows.map(
      ({ latency_ms, ...row }) =>
        ({ ...decision({ router: "latency", ...row }), latency_ms }) as TestDecision,
    ),
  );
}
