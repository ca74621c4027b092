import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
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

describe("a census", () => {
  it("says nothing of a day without decisions, and nothing of one decision", async () => {
    for (const metric of ["share_ceiling", "coverage"])
      expect((await run(metric, "2026-05-01")).verdict).toBe("no_data");
    await insertDecisions(["ceiling", "covered"].map((router) => decision({ router }, 12)));
    for (const metric of ["share_ceiling", "coverage"]) {
      const { verdict, figures } = await run(metric, "2026-05-13");
      expect([verdict, figures.n, ...figures.because]).toEqual(["inconclusive", 1, "too_few"]);
    }
    expect(await withActor(OPERATOR, (tx) => tx.finding.count())).toBe(0);
  });

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
    expect(figures.measures.map(({ value }) => value)).toEqual([0.6, 0.2, 0.6, 0.2]);
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
    // Partners waited 30 and 20 days, our own product one; of one nobody knows when it came out.
    expect([late, figures.measures.map(({ value }) => value)]).toEqual(["breach", [24, 25, 1, 0, 0]]);
  });

  it("takes a month by its bounds", async () => {
    await withActor(OPERATOR, async (tx) => {
      const platform = await tx.party.findFirstOrThrow({ where: { kinds: { has: "platform" } } });
      const { id } = await tx.product.update({ where: { key: "anthropic" }, data: { ga: "2026-02" } });
      await tx.product.update({ where: { key: "mistral" }, data: { ga: "2026-03" } });
      await tx.availability.create({
        data: { id: crypto.randomUUID(), product_id: id, channel_id: platform.id, from: "2026-05-03" },
      });
    });
    const { verdict, figures } = await run("listing_time", "2026-05-04");
    // Beside 30 and 20 days: 64 to 91 from February on, and at least 34 since March of one that still waits.
    const [gap, partners, own] = figures.measures;
    expect([gap?.value, gap?.lower, gap?.upper]).toEqual([31, 31, 59.5]);
    expect([partners?.value, partners?.lower, partners?.upper]).toEqual([32, 32, 60.5]);
    expect([own?.value, own?.lower, verdict, figures.n]).toEqual([1, null, "breach", 5]);
    // One that is out, and of which nobody says since when.
    await withActor(OPERATOR, (tx) =>
      tx.product.update({ where: { key: "mistral" }, data: { ga: null, lifecycle: "ga" } }),
    );
    const unknown = await run("listing_time", "2026-05-05");
    expect([unknown.figures.n, unknown.figures.because.at(-1)]).toEqual([4, "dates_unknown: 1"]);
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
