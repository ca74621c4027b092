import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { describeVerdict, NeutralityQuery } from "./index";
import { assess, assessWithSeries } from "./server";
import { ALL_MODELS, isOurs } from "./testing/models";
import { seedRegister } from "./testing/seed";
import { simulate } from "./testing/simulate";

const executive = testActor("executive");
const FROM = "2026-04-01";
const query = (over: Record<string, string>) =>
  NeutralityQuery.parse({ from: FROM, to: "2026-07-01", ...over });
const ask = (over: Record<string, string>) => assess(executive, query(over));

const FOUR = ["nova-lite", "nova-pro", "claude-haiku", "gpt-mini"];
const base = { days: 40, per_day: 250, models: ALL_MODELS, from: FROM };

/** Rewrites every candidate. */
const change = (
  decisions: readonly TestDecision[],
  edit: (
    candidate: NonNullable<TestDecision["candidates"]>[number],
  ) => NonNullable<TestDecision["candidates"]>[number],
): TestDecision[] => decisions.map((one) => ({ ...one, candidates: (one.candidates ?? []).map(edit) }));

const small = (router: string, seed: number) => simulate({ ...base, router, seed, days: 10, per_day: 60 });

async function addSource(
  no: number,
  key: string,
  quality_basis: string | null,
  format = "native",
): Promise<void> {
  await withActor(OPERATOR, async (tx) => {
    const source_id = uuidv7();
    await tx.trafficSource.create({
      data: { id: source_id, no, key, name: key, quality_basis, updated_by: "system:operator" },
    });
    await tx.ingestBatch.create({
      data: {
        id: uuidv7(),
        source_id,
        format,
        body_hash: key,
        state: "stored",
        created_by: "system:operator",
      },
    });
  });
}

beforeAll(async () => {
  await seedRegister();
  await addSource(1, "gateway", null);
  await addSource(71, "hindsight", "outcome");
  await addSource(72, "foreign", null, "litellm");
  await insertDecisions([
    ...simulate({ ...base, router: "neutral", seed: 11 }),
    ...simulate({
      ...base,
      router: "taken",
      seed: 12,
      policy_version: (day) => (day < 17 ? "v1" : "v2"),
      tilt: (model, day, task) => (isOurs(model) && day >= 17 && task === "code" ? 1 : 0),
    }),
    ...simulate({
      ...base,
      router: "worse",
      seed: 13,
      tilt: (model) => (model.startsWith("gpt") ? -0.6 : 0),
    }),
    ...simulate({
      ...base,
      router: "duopoly",
      seed: 14,
      models: FOUR,
      tilt: (model) => (isOurs(model) ? 0.6 : 0),
    }),
    ...simulate({ ...base, router: "argmax", seed: 15, noise: 0, days: 10 }),
    ...change(small("flat", 16), (one) => ({ ...one, latency_ms: 300 })),
    ...small("own-only", 17)
      .map((one) => ({
        ...one,
        chosen_model: one.candidates?.find(({ model }) => isOurs(model))?.model ?? one.chosen_model,
      }))
      .filter(({ candidates = [] }) => candidates.some(({ model }) => isOurs(model))),
    ...simulate({ ...base, router: "all-ours", seed: 18, days: 4, models: ["nova-lite", "nova-pro"] }),
    ...simulate({ ...base, router: "hindsight", seed: 19, days: 10, source: 71 }),
    ...simulate({ ...base, router: "mixed", seed: 20, days: 10, source: 71 }).slice(0, 500),
    ...simulate({ ...base, router: "mixed", seed: 21, days: 10, source: 72 }).map((one) => ({
      ...one,
      decision_id: `${one.decision_id}b`,
    })),
    ...simulate({ ...base, router: "lonely", seed: 22, tenants: 0 }),
  ]);
});

describe("verdicts", () => {
  it("keep a neutral router", async () => {
    const answer = await ask({ router: "neutral" });
    expect(answer.verdict, JSON.stringify([answer.because, answer.tilt])).not.toBe("breach");
    expect(answer.tilt.lower ?? 1).toBeLessThan(0);
    expect(answer.tilt.upper ?? -1).toBeGreaterThan(0);
    const lenient = await ask({ router: "neutral", materiality: "1.5" });
    expect([lenient.verdict, lenient.because]).toEqual(["kept", ["material_tilt_ruled_out"]]);
    expect(lenient.onset).toEqual({ day: null, policy_version: null, starts: [] });
    expect(lenient.tested).toEqual({ from: FROM, to: "2026-05-10" });
    expect(lenient.seen_from ?? "").toMatch(/^2026-0[45]-/);
  });

  it("find a tilt that a policy version brings, since when and where", async () => {
    const { neutrality, since_onset } = await assessWithSeries(executive, query({ router: "taken" }));
    expect([neutrality.verdict, neutrality.because]).toEqual(["breach", ["tilt_above_materiality"]]);
    expect(neutrality.onset).toMatchObject({ day: "2026-04-18", policy_version: "v2" });
    expect(neutrality.strata.filter(({ named }) => named).map(({ task }) => task)).toEqual(["code"]);
    expect(neutrality.peak.e_value ?? 0).toBeGreaterThanOrEqual(neutrality.e_value ?? 0);
    expect(neutrality.fits.map(({ policy_version }) => policy_version)).toEqual(["v1", "v2"]);
    expect(since_onset[0]).toMatchObject({ router: null, task: null });
    expect(since_onset[1]?.task).toBe("code");
    // The tilt of 1 in log-odds lies in the interval of the part that has it.
    expect(since_onset[1]?.lower ?? 9).toBeLessThan(1);
    expect(since_onset[1]?.upper ?? -9).toBeGreaterThan(1);
    expect(describeVerdict(neutrality).join(" ")).toContain("18 April 2026, when policy v2 began");
  });

  it("answer a partner who is treated worse", async () => {
    const against = await ask({ router: "worse", focus: "party:openai" });
    expect([against.direction, against.verdict]).toEqual(["against", "breach"]);
    expect(against.tilt.upper ?? 9).toBeLessThan(-Math.log(1.05));
    expect((await ask({ router: "worse", focus: "party:openai", direction: "for" })).verdict).toBe("kept");
    expect((await ask({ router: "worse", focus: "party:openai", direction: "both" })).verdict).toBe("breach");
  });

  it("never call it a breach with fewer than three partners", async () => {
    const answer = await ask({ router: "duopoly" });
    expect(answer.log_e_value ?? 0).toBeGreaterThan(Math.log(100));
    expect([answer.verdict, answer.because, answer.partners]).toEqual([
      "watch",
      ["fewer_than_three_partners"],
      2,
    ]);
  });

  it("count clusters by day where there are neither tenants nor sessions", async () => {
    expect((await ask({ router: "lonely" })).clusters).toEqual({ by: "day", count: 40 });
  });
});

describe("fits that fail", () => {
  it("say that a router has no noise", async () => {
    const answer = await ask({ router: "argmax" });
    expect([answer.verdict, answer.because, answer.usable]).toEqual(["inconclusive", ["separation"], 0]);
    expect(answer.excluded.no_fit).toBe(answer.decisions - answer.excluded.one_sided);
    expect(answer.baseline_model).toBeNull();
    expect(answer.fits.map(({ reason }) => reason)).toEqual(["separation"]);
    expect([answer.e_value, answer.lift, answer.phi, answer.needed]).toEqual([null, null, null, null]);
  });

  it("name a covariate that never varies, and do without it when told to", async () => {
    expect((await ask({ router: "flat" })).because).toEqual(["not_identified: latency_s"]);
    const told = await ask({ router: "flat", covariates: "log_cost,quality" });
    expect(told.usable).toBeGreaterThan(0);
    expect(told.baseline_model?.coefficients.map(({ name }) => name)).toEqual(["quality", "log_cost"]);
  });

  it("say that partners are never chosen", async () => {
    const answer = await ask({ router: "own-only" });
    expect([answer.verdict, answer.because]).toEqual(["inconclusive", ["too_few_partner_choices"]]);
  });

  it("have no data where every candidate is ours", async () => {
    const answer = await ask({ router: "all-ours" });
    expect([answer.verdict, answer.excluded.one_sided]).toEqual(["no_data", answer.decisions]);
    expect((await ask({ router: "nobody" })).verdict).toBe("no_data");
  });
});

describe("quality measured after the fact", () => {
  it("is refused, and is no reason to judge without quality", async () => {
    const answer = await ask({ router: "hindsight" });
    expect([answer.verdict, answer.because]).toEqual(["inconclusive", ["quality_not_ex_ante"]]);
    expect(answer.covariates).toContain("quality");
    expect(answer.excluded.missing_quality).toBe(answer.decisions);
  });

  it("leaves the other sources to be judged; those of unknown basis are named", async () => {
    const answer = await ask({ router: "mixed" });
    expect(answer.excluded.missing_quality).toBe(500);
    expect(answer.because.at(-1)).toBe("quality_not_ex_ante");
    expect(answer.assumptions).toContain("quality_basis_unknown: foreign");
    expect((await ask({ router: "neutral" })).assumptions.join()).not.toContain("quality_basis_unknown");
  });
});

describe("who may ask", () => {
  it("is whoever may read routing; a focus on nobody is a fault of the input", async () => {
    await expect(assess(testActor("partner"), query({}))).rejects.toMatchObject({ status: 403 });
    await expect(ask({ focus: "party:nobody" })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/focus" }],
    });
    expect(await assess(testActor("auditor"), query({ router: "neutral" }))).toEqual(
      await ask({ router: "neutral" }),
    );
  });
});
