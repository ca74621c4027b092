import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import { followRule } from "@/lib/neutrality/testing/follow-rule";
import { MODELS } from "@/lib/neutrality/testing/models";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { simulateArms } from "@/lib/neutrality/testing/simulate-arms";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { defineCheck } from "../checks/define-check";
import { CheckInput, type CheckStratum } from "../checks/definition";
import { type LoadedCheck, loadCheck } from "../checks/store";
import { plusDays } from "../day";
import { verifyResult } from "../results/verify-result";
import { makeCommitment, setClock } from "../testing/promise";
import { runCheck } from "./run-check";

const FROM = "2026-05-01";
const DAYS = 15;
const LAST = plusDays(FROM, DAYS - 1);
const anna = testActor("compliance");
const own = new Set<string>(MODELS.amazon);
const models = Object.values(MODELS).flat();

const TESTS = {
  steered: "partner_revealed",
  copied: "owner_blind",
  ruled: "declared_policy",
} as const;
const ROUTERS = Object.keys(TESTS) as (keyof typeof TESTS)[];

/** Code is in the list, chat is not, and one task is in it that nobody ever decides. */
const fixedFor = (router: string): CheckStratum[] => [
  { router, task: "never" },
  { router, task: "code" },
];

const make = async (router: keyof typeof TESTS): Promise<LoadedCheck> => {
  const { id } = await defineCheck(
    anna,
    CheckInput.parse({
      ...{ key: router, title: router, commitment: "promise", clause: "routing" },
      test: {
        ...{ metric: "routing_tilt", baseline: TESTS[router], scope: { router } },
        strata: fixedFor(router),
      },
      ...{ first_day: FROM, window_days: 60 },
    }),
  );
  return withActor(anna, (tx) => loadCheck(tx, id));
};

const checks = new Map<string, LoadedCheck>();

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  for (const router of ROUTERS) checks.set(router, await make(router));
  await importRegister(OPERATOR, {
    policies: [
      {
        ...{ router: "ruled", version: "v1", from: `${FROM}T00:00:00Z` },
        rule: { kind: "cheapest_within", band: 0.05 },
      },
    ],
  });
  const common = { days: DAYS, per_day: 300, from: FROM, tenants: 60 };
  const rule = { form: "line", relative: true, at: 0.05, ties: null } as const;
  await insertDecisions([
    ...simulate({
      ...{ ...common, models, router: "steered", seed: 6 },
      tilt: (model, day, task) => (own.has(model) && day >= 7 && task === "code" ? 0.7 : 0),
    }),
    ...simulateArms({ ...common, router: "copied", seed: 7, tilt: 0.2, blind: 0.4 }),
    ...followRule({ router: "ruled", seed: 3, rule, decisions: DAYS * 72, from: FROM, noise: 3, tilt: 0.8 }),
  ]);
  await setClock("2026-05-21T08:00:00Z");
}, 120_000);

const near = (actual: number | null | undefined, wanted: number | null | undefined) =>
  expect(Math.abs((actual ?? Number.NaN) - (wanted ?? Number.NaN))).toBeLessThanOrEqual(
    1e-7 * Math.max(1, Math.abs(wanted ?? 0)),
  );

describe("a check with strata", () => {
  it.each(ROUTERS)("of %s mixes the evidence of all with theirs, which are those on demand", async (key) => {
    const check = checks.get(key);
    if (!check) throw new Error(key);
    const result = await runCheck(check, { day: LAST, trigger: "on_demand", why: "for a test" });
    const answer = await assess(
      anna,
      NeutralityQuery.parse({
        ...{ from: FROM, to: plusDays(LAST, 1), router: key, baseline: TESTS[key] },
        ...(TESTS[key] === "partner_revealed" ? { covariates: "quality,log_cost,latency_s" } : {}),
      }),
    );
    const { tilt } = result.figures;
    expect(tilt?.strata.map(({ router, task }) => [router, task])).toEqual([
      [key, "code"],
      [key, "never"],
      [null, null],
    ]);
    const [code, never, other] = tilt?.strata ?? [];
    const [chat_asked, code_asked] = ["chat", "code"].map((task) =>
      answer.strata.find((stratum) => stratum.task === task),
    );
    for (const [ours, theirs] of [
      [code, code_asked],
      [other, chat_asked],
    ]) {
      expect(ours?.decisions).toBe(theirs?.decisions);
      near(ours?.observed, theirs?.observed);
      near(ours?.expected, theirs?.expected);
      near(ours?.log_odds, theirs?.log_odds);
      near(Math.log(ours?.e_value ?? 0), Math.log(theirs?.e_value ?? 0));
    }
    expect(never).toEqual({
      ...{ router: key, task: "never", decisions: 0 },
      ...{ observed: null, expected: null, log_odds: null, e_value: 1, named: false },
    });
    near(tilt?.log_e_pooled, answer.log_e_value);
    const mean = ((code?.e_value ?? 0) + 1 + (other?.e_value ?? 0)) / 3;
    near(tilt?.log_e_value, Math.log(0.9 * Math.exp(tilt?.log_e_pooled ?? 0) + 0.1 * mean));
    expect(await verifyResult(anna, result.id)).toMatchObject({
      verified: true,
      differences: [],
      recomputed: true,
    });
  });

  it("names the task that is steered", async () => {
    const check = checks.get("steered");
    if (!check) throw new Error("steered");
    const { figures } = await runCheck(check, { day: LAST, trigger: "on_demand", why: "once more" });
    expect(figures.tilt?.strata.map(({ named }) => named)).toEqual([true, false, false]);
    expect(figures.tilt?.onset.day).toBe("2026-05-08");
  });
});
