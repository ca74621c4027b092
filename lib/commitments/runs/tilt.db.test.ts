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
import { decideCheck } from "../checks/decide-check";
import { defineCheck } from "../checks/define-check";
import { CheckInput } from "../checks/definition";
import { getCheck } from "../checks/get-check";
import { type LoadedCheck, loadCheck } from "../checks/store";
import { plusDays } from "../day";
import { listResults } from "../results/list-results";
import { ResultsQuery } from "../results/schema";
import { verifyResult } from "../results/verify-result";
import { getCommitmentSummary } from "../summary/get-summary";
import { makeCommitment, setClock } from "../testing/promise";
import { runCheck } from "./run-check";

const FROM = "2026-05-01";
const DAYS = 20;
const TO = plusDays(FROM, DAYS);
const LAST = plusDays(TO, -1);
const anna = testActor("compliance");
const own = new Set<string>(MODELS.amazon);
const models = Object.values(MODELS).flat();

const make = async (key: string, test: Record<string, unknown>): Promise<LoadedCheck> => {
  const { id } = await defineCheck(
    anna,
    CheckInput.parse({
      ...{ key, title: key, commitment: "promise", clause: "routing", reason: "As agreed." },
      ...{ test: { metric: "routing_tilt", ...test }, first_day: FROM, window_days: 60 },
    }),
  );
  return withActor(anna, (tx) => loadCheck(tx, id));
};

const checks = new Map<string, LoadedCheck>();
const check = (key: string): LoadedCheck => {
  const found = checks.get(key);
  if (!found) throw new Error(key);
  return found;
};

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  checks.set(
    "share",
    await make("share", { baseline: "reference_share", reference: "0.4", scope: { router: "blind" } }),
  );
  checks.set("blind", await make("blind", { baseline: "owner_blind", scope: { router: "blind" } }));
  checks.set(
    "neutral",
    await make("neutral", { baseline: "partner_revealed", scope: { router: "neutral" } }),
  );
  checks.set("tilted", await make("tilted", { baseline: "partner_revealed", scope: { router: "tilted" } }));
  for (const router of ["ruled", "obeying"])
    checks.set(router, await make(router, { baseline: "declared_policy", scope: { router } }));
  await importRegister(OPERATOR, {
    policies: ["ruled", "obeying"].map((router) => ({
      ...{ router, version: "v1", from: `${FROM}T00:00:00Z` },
      rule: { kind: "cheapest_within", band: 0.05 },
    })),
  });
  await decideCheck(testActor("compliance"), check("share").id, { outcome: "approved" });
  const common = { days: DAYS, per_day: 300, models, from: FROM, tenants: 60 };
  const rule = { form: "line", relative: true, at: 0.05, ties: null } as const;
  await insertDecisions([
    ...followRule({ router: "ruled", seed: 3, rule, decisions: DAYS * 72, from: FROM, noise: 3, tilt: 1.5 }),
    ...followRule({
      router: "obeying",
      seed: 4,
      rule,
      decisions: DAYS * 72,
      from: FROM,
      noise: null,
      taken: 0.03,
    }),
    ...simulate({ ...common, router: "neutral", seed: 5 }),
    ...simulate({
      ...common,
      router: "tilted",
      seed: 6,
      tilt: (model, day) => (own.has(model) && day >= 8 ? 0.9 : 0),
    }),
    ...simulateArms({
      router: "blind",
      seed: 7,
      days: DAYS,
      per_day: 300,
      from: FROM,
      tilt: 0.4,
      blind: 0.4,
      tenants: 60,
    }),
  ]);
  await setClock("2026-05-21T08:00:00Z");
});

describe("a check of tilt", () => {
  it.each(["share", "blind", "neutral", "tilted", "ruled", "obeying"])(
    "says of %s what the same question on demand says",
    async (key) => {
      const one = await withActor(anna, (tx) => loadCheck(tx, check(key).id));
      const result = await runCheck(one, { day: LAST, trigger: "on_demand", why: "for a test" });
      const { test } = one.definition;
      if (test.metric !== "routing_tilt") throw new Error("no tilt");
      const answer = await assess(
        anna,
        NeutralityQuery.parse({
          ...{ from: FROM, to: TO, router: test.scope.router, baseline: test.baseline },
          ...(test.reference ? { reference: test.reference } : {}),
          ...(test.baseline === "partner_revealed" ? { covariates: "quality,log_cost,latency_s" } : {}),
        }),
      );
      const { tilt } = result.figures;
      expect(result.verdict).toBe(answer.verdict);
      expect(result.figures.because).toEqual(answer.because);
      expect(result.figures.n).toBe(answer.usable);
      for (const [ours, theirs] of [
        [tilt?.log_odds, answer.tilt.log_odds],
        [tilt?.lower, answer.tilt.lower],
        [tilt?.upper, answer.tilt.upper],
        [tilt?.log_e_value, answer.log_e_value],
        [tilt?.phi, answer.phi],
        [tilt?.eta, answer.eta],
        [tilt?.coverage, answer.coverage],
        [tilt?.peak.log_e_value, answer.peak.e_value === null ? null : Math.log(answer.peak.e_value)],
      ]) {
        if (theirs === null || theirs === undefined) expect(ours).toBe(theirs);
        else
          expect(Math.abs((ours ?? Number.NaN) - theirs)).toBeLessThanOrEqual(
            1e-7 * Math.max(1, Math.abs(theirs)),
          );
      }
      // What ran before its window a check does not look at: that a version begins with the first day it does not say.
      const { day, policy_version } = answer.onset;
      const begins = day === answer.tested.from ? null : policy_version;
      expect(tilt?.onset).toEqual({ day, policy_version: begins });
      expect(
        tilt?.strata.map(({ router, task, decisions, named }) => [router, task, decisions, named]),
      ).toEqual(answer.strata.map(({ router, task, decisions, named }) => [router, task, decisions, named]));
      expect(await verifyResult(anna, result.id)).toMatchObject({
        verified: true,
        differences: [],
        recomputed: true,
      });
    },
  );
});

const latest = async (key: string) => {
  const query = ResultsQuery.parse({ check: check(key).id, limit: 1 });
  const [result] = (await listResults(anna, query)).items;
  if (!result?.figures.tilt) throw new Error(`${key} has no tilt`);
  return { ...result, tilt: result.figures.tilt };
};

describe("what a result of tilt says beside its verdict", () => {
  it("is what was found since the onset, beside the average of the window", async () => {
    const { verdict, tilt } = await latest("tilted");
    expect(verdict).toBe("breach");
    expect(tilt.onset.day).toBe(plusDays(FROM, 7));
    const since = tilt.since_onset;
    // The days before the tilt dilute it in the window, and not since the onset.
    expect(since?.log_odds ?? 0).toBeGreaterThan((tilt.log_odds ?? 0) + 0.1);
    expect(since?.beyond).toBeGreaterThan(0);
    expect(tilt.seen_from).toBeUndefined();
  });

  it("is since when a tilt could have been seen, of what is kept", async () => {
    for (const key of checks.keys()) {
      const { verdict, figures, tilt } = await latest(key);
      expect("seen_from" in tilt).toBe(verdict === "kept");
      if (verdict !== "kept" || !figures.because.includes("material_tilt_ruled_out")) continue;
      expect(tilt.seen_from && tilt.seen_from >= FROM && tilt.seen_from <= LAST).toBe(true);
    }
  });
});

describe("several tilt checks of one clause", () => {
  it("are named by e-BH over all that run", async () => {
    const found = await getCheck(anna, check("tilted").id);
    const log_e = await Promise.all(
      [...checks.keys()].map(async (key) => (await latest(key)).tilt.log_e_value),
    );
    const enough = [...checks.keys()].filter((_, at) => (log_e[at] ?? 0) >= Math.log(600));
    expect(found.named_over).toMatchObject({ checks: 6, alpha: 0.01 });
    // Whatever reaches K / alpha alone is named whatever the others reach.
    for (const key of enough) expect(found.named_over?.named).toContain(check(key).id);
    expect(found.named_over?.named).toContain(check("tilted").id);
    expect(found.named_over?.named).not.toContain(check("neutral").id);
    const { clauses } = await getCommitmentSummary(anna, "promise");
    expect(clauses[0]?.named_over).toEqual(found.named_over);
  });
});
