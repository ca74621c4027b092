import { beforeAll, describe, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { rounded } from "@/lib/testing/rounded";
import { explainReason, NeutralityQuery } from "./index";
import { assess } from "./server";
import { seedRegister } from "./testing/seed";
import { simulateArms } from "./testing/simulate-arms";

const executive = testActor("executive");
const FROM = "2026-05-01";
const SECOND = "2026-05-11";
const TO = "2026-06-01";
const ask = (router: string, over: Record<string, string> = {}) =>
  assess(executive, NeutralityQuery.parse({ from: FROM, to: TO, router, ...over }));
const askArms = (router: string, over: Record<string, string> = {}) =>
  ask(router, { baseline: "owner_blind", ...over });

const versionOf = ({ occurred_at }: TestDecision) => (occurred_at < SECOND ? "v1" : "v2");

/** Two policy versions in a row; what the copy calls its own is for the caller to say. */
const versions = (router: string, copy: (one: TestDecision) => string): TestDecision[] =>
  simulateArms({ router, seed: 12, days: 20, per_day: 60, from: FROM, blind: 0.4, tilt: 0.5 }).map((one) => ({
    ...one,
    policy_version: one.arm === "owner_blind" ? copy(one) : versionOf(one),
  }));

/** Within one day the second version begins at noon; before it, everything goes to us. */
const noon: TestDecision[] = Array.from({ length: 80 }, (_, at) => ({
  decision_id: `noon-${at}`,
  occurred_at: `2026-05-02T${at < 40 ? "08" : "16"}:00:${String(at % 40).padStart(2, "0")}Z`,
  router: "noon",
  task: "chat",
  chosen_model: at < 40 || at % 4 === 0 ? "nova-pro" : "gpt-mini",
  ...(at % 2 === 0 ? { arm: "owner_blind" } : { policy_version: at < 40 ? "v1" : "v2" }),
}));

const MANY = 110;

/** One decision of each arm in each of many tasks, and nine more of each in the first ten. */
const narrow: TestDecision[] = Array.from({ length: MANY }, (_, task) =>
  Array.from({ length: task < 10 ? 10 : 1 }, (_, at) =>
    ["production", "owner_blind"].map(
      (arm): TestDecision => ({
        ...{ decision_id: `narrow-${task}-${at}-${arm}`, occurred_at: "2026-05-02T08:00:00Z", arm },
        ...{ router: "narrow", task: `task-${String(task).padStart(3, "0")}`, chosen_model: "gpt-mini" },
      }),
    ),
  ),
).flat(2);

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([
    ...versions("silent", () => ""),
    ...versions("other", () => "blind-1"),
    ...versions("named", versionOf),
    ...narrow,
    ...noon,
  ]);
});

describe("a policy version asked for", () => {
  it.each(["silent", "other"])("is compared with what the copy did meanwhile (%s)", async (router) => {
    const version = await askArms(router, { policy_version: "v2" });
    const days = await askArms(router, { from: SECOND });
    expect(version.usable).toBeGreaterThan(200);
    expect(rounded(version.experiment)).toEqual(rounded(days.experiment));
    for (const name of ["observed", "expected", "lift", "tilt", "phi", "coverage"] as const)
      expect(rounded(version[name])).toEqual(rounded(days[name]));
    // The copy's decisions are not the version's: they are compared with, and not counted.
    expect(version.excluded.blind_arm).toBe(0);
    expect(version.decisions).toBe(days.decisions - days.excluded.blind_arm);
    expect(version.assumptions).toContain("copy_without_version");
    expect(days.assumptions).not.toContain("copy_without_version");
    expect(version.baseline).toBe((await ask(router, { policy_version: "v2" })).baseline);
  });

  it("is compared with its own copy where that goes by the same name", async () => {
    const version = await askArms("named", { policy_version: "v2" });
    const days = await askArms("named", { from: SECOND });
    expect(rounded(version.experiment)).toEqual(rounded(days.experiment));
    expect(version.decisions).toBe(days.decisions);
    expect(version.excluded).toEqual(days.excluded);
    expect(version.assumptions).not.toContain("copy_without_version");
  });

  it("is not compared with what the copy did before it began", async () => {
    const { experiment } = await askArms("noon", { policy_version: "v2" });
    // The copy decided once more just before the version's first decision.
    expect(experiment).toMatchObject({ n_a: 20, x_a: 0, n_b: 19, x_b: 9 });
    expect((await askArms("noon")).experiment).toMatchObject({ n_b: 40, x_b: 30 });
  });

  it("borrows nothing where nobody decided by it", async () => {
    const nothing = await askArms("silent", { policy_version: "v9" });
    expect(nothing).toMatchObject({ decisions: 0, usable: 0, verdict: "no_data", assumptions: [] });
  });
});

describe("more pairs of router and task than are compared", () => {
  it("are told, with their share of the decisions", async () => {
    const answer = await askArms("narrow");
    expect(answer.usable).toBe(190);
    expect(answer.excluded.no_fit).toBe(10);
    expect(answer.because).toContain("smaller_strata: 5.0\u00a0%");
    expect(answer.because).not.toContain("no_blind_arm");
    expect(explainReason("smaller_strata: 5.0\u00a0%")).toMatch(/hundred largest .*: 5\.0\u00a0%\.$/);
  });
});
