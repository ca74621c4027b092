import { beforeAll, describe, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { explainReason, NeutralityQuery } from "./index";
import { assess } from "./server";
import { STEP_WEIGHTS, STEPS } from "./stats/evidence";
import { listStarts } from "./stats/starts";
import { seedRegister } from "./testing/seed";
import { seeded } from "./testing/simulate";

const FROM = "2026-05-01";
const DAYS = 12;
const PER_DAY = 300;
const SHARES: Record<string, number> = { chat: 0.3, code: 0.2 };
const ask = (reference: string, over: Record<string, string> = {}) =>
  assess(
    testActor("auditor"),
    NeutralityQuery.parse({
      ...{ from: FROM, to: "2026-06-01", router: "main" },
      ...{ baseline: "reference_share", reference, ...over },
    }),
  );

const random = seeded(17);
const decisions = Array.from({ length: DAYS * PER_DAY }, (_, index): TestDecision => {
  const day = Math.floor(index / PER_DAY);
  const task = random() < 0.5 ? "chat" : "code";
  const share = (SHARES[task] ?? 0) + (day >= 6 ? 0.12 : 0);
  return {
    decision_id: `d${index}`,
    occurred_at: new Date(Date.parse(FROM) + day * 86_400_000 + (index % PER_DAY) * 60_000).toISOString(),
    ...{ router: "main", task, tenant: `t${Math.floor(random() * 40)}` },
    policy_version: day < 6 ? "v1" : "v2",
    chosen_model: random() < share ? "nova-pro" : "claude-haiku",
  };
});
const odd = (id: string, over: Partial<TestDecision>): TestDecision => ({
  ...{ decision_id: id, occurred_at: "2026-05-03T08:00:00Z", router: "main", task: "chat" },
  ...{ chosen_model: "gpt-mini", ...over },
});

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([
    ...decisions,
    odd("blind", { arm: "owner_blind" }),
    odd("pinned", { decided_by: "pinned" }),
    odd("unknown", { chosen_model: "mystery" }),
    odd("other", { task: "images" }),
    odd("none", { task: "" }),
  ]);
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const near = (actual: number | null | undefined, expected: number) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));

describe("a share a task", () => {
  it("has the figures of the definitions, from single decisions", async () => {
    const answer = await ask("chat:0.3,code:0.2");
    const rows = decisions.map(({ occurred_at, task = "", tenant = "", chosen_model }) => ({
      day: Number(occurred_at.slice(8, 10)) - 1,
      ...{ tenant, q: SHARES[task] ?? Number.NaN, x: Number(chosen_model === "nova-pro") },
    }));
    const v = sum(rows.map(({ q }) => q * (1 - q)));
    const tenants = [...new Set(rows.map(({ tenant }) => tenant))];
    const squares = tenants.map(
      (tenant) => sum(rows.filter((row) => row.tenant === tenant).map(({ x, q }) => x - q)) ** 2,
    );
    const phi = Math.max(1, sum(squares) / v);
    const log_e = Math.log(
      sum(
        listStarts([6], DAYS - 1).map(({ day, weight }) => {
          const some = rows.filter((row) => row.day >= day);
          const partition = (theta: number) =>
            sum(some.map(({ q }) => Math.log(1 - q + q * Math.exp(theta))));
          const from = Math.log(1.05);
          const gain = (step: number) =>
            step * sum(some.map(({ x }) => x)) - (partition(from + step) - partition(from));
          return weight * sum(STEPS.map((step, d) => (STEP_WEIGHTS[d] ?? 0) * Math.exp(gain(step) / phi)));
        }),
      ),
    );
    expect([answer.usable, answer.observed.focal]).toEqual([rows.length, sum(rows.map(({ x }) => x))]);
    near(answer.expected.focal, sum(rows.map(({ q }) => q)));
    near(answer.phi, phi);
    near(answer.eta, 1 / phi);
    near(answer.log_e_value, log_e);
    expect([answer.r, answer.support, answer.partners, answer.experiment]).toEqual([0, null, 1, null]);
    expect(answer.clusters).toEqual({ by: "tenant", count: 40 });
    expect(answer.verdict).toBe("breach");
    expect(answer.onset).toMatchObject({ day: "2026-05-07", policy_version: "v2" });
    expect(answer.calibration.map(({ bin }) => bin)).toEqual([102, 153]);
  });

  it("counts everything once, and says that it is the weakest", async () => {
    const answer = await ask("chat:0.3,code:0.2");
    expect(Object.entries(answer.excluded).filter(([, n]) => n > 0)).toEqual([
      ...[
        ["not_router", 1],
        ["blind_arm", 1],
      ],
      ...[
        ["unattributed_candidate", 1],
        ["no_fit", 2],
      ],
    ]);
    expect(sum(Object.values(answer.excluded)) + answer.usable).toBe(answer.decisions);
    expect(answer.coverage).toBeCloseTo(decisions.length / (decisions.length + 3), 12);
    expect(answer.because).toContain("no_reference");
    expect(answer.assumptions).toEqual([
      "weakest_baseline",
      "reference: chat 0.3, code 0.2",
      "clusters: tenant",
    ]);
    expect(answer.assumptions.map(explainReason)[1]).toMatch(/give: chat 0\.3, code 0\.2\.$/);
  });
});

it("one share stands for every task, named or not; another share is another question", async () => {
  const answer = await ask("0.25");
  expect([answer.usable, answer.excluded.no_fit]).toEqual([decisions.length + 2, 0]);
  near(answer.expected.focal, 0.25 * (decisions.length + 2));
  expect((await ask("0.5")).verdict).not.toBe("breach");
  expect((await ask("0.5", { direction: "against" })).verdict).toBe("breach");
});

it("has no data where no task has a share", async () => {
  const answer = await ask("images:0.3", { task: "chat" });
  expect([answer.verdict, answer.because, answer.usable]).toEqual(["inconclusive", ["no_reference"], 0]);
});
