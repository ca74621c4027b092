import { beforeAll, describe, expect, it } from "vitest";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { Beside, explainReason, NeutralityQuery } from "../index";
import { assess, readBeside } from "../server";
import { ALL_MODELS, isOurs } from "../testing/models";
import { seedRegister } from "../testing/seed";
import { seeded, simulate } from "../testing/simulate";

const executive = testActor("executive");
const FROM = "2026-04-01";
const query = (over: Record<string, string>) =>
  NeutralityQuery.parse({ from: FROM, to: "2026-07-01", ...over });
const beside = (over: Record<string, string>) => readBeside(executive, query(over));

const base = { days: 30, per_day: 250, models: ALL_MODELS, from: FROM };
const later = (day: number) => (day < 15 ? "v1" : "v2");

/** Each answer is accepted as often as the chosen candidate is good; `share` of the decisions say. */
function withOutcomes(decisions: readonly TestDecision[], seed: number, share = 1): TestDecision[] {
  const random = seeded(seed);
  return decisions.map((one) => {
    const quality = one.candidates?.find(({ model }) => model === one.chosen_model)?.quality ?? 0;
    const [told, accepted] = [random() < share, random() < quality];
    return told ? { ...one, outcome_accepted: accepted } : one;
  });
}

type Candidate = NonNullable<TestDecision["candidates"]>[number];
const change = (
  decisions: readonly TestDecision[],
  edit: (candidate: Candidate, one: TestDecision) => Candidate,
): TestDecision[] =>
  decisions.map((one) => ({ ...one, candidates: (one.candidates ?? []).map((each) => edit(each, one)) }));

/** Candidates that were not chosen are left out with this probability. */
function barred(
  decisions: readonly TestDecision[],
  seed: number,
  probability: (candidate: Candidate, one: TestDecision) => number,
): TestDecision[] {
  const random = seeded(seed);
  return change(decisions, (each, one) =>
    random() < probability(each, one) && each.model !== one.chosen_model
      ? { ...each, eligible: false }
      : each,
  );
}

const tilted =
  (own: number, gpt = 0) =>
  (model: string) =>
    isOurs(model) ? own : model.startsWith("gpt") ? gpt : 0;

beforeAll(async () => {
  await seedRegister();
  await importRegister(OPERATOR, {
    policies: [
      {
        router: "taken",
        version: "v1",
        from: "2026-01-01T00:00:00Z",
        rule: { kind: "cheapest_within", band: 0.1 },
      },
    ],
  });
  const mixed = simulate({ ...base, router: "mixed", seed: 46, policy_version: later });
  const keep = seeded(7);
  await insertDecisions([
    ...withOutcomes(simulate({ ...base, router: "honest", seed: 41, per_day: 400 }), 1),
    // What is logged, and decided by, is 0.12 above what our own models bring.
    ...change(withOutcomes(simulate({ ...base, router: "flattering", seed: 42, per_day: 400 }), 2), (each) =>
      isOurs(each.model) ? { ...each, quality: (each.quality ?? 0) + 0.12 } : each,
    ),
    // Outcomes by a coin: they say nothing about quality.
    ...simulate({ ...base, router: "coin", seed: 47 }).map((one, index) => ({
      ...one,
      outcome_status: index % 2 === 0 ? "success" : "failure",
    })),
    ...withOutcomes(simulate({ ...base, router: "silent", seed: 48 }), 3, 0.02),
    ...simulate({ ...base, router: "spread", seed: 43, per_day: 500, tilt: tilted(0.7, 0.9) }),
    ...simulate({ ...base, router: "taken", seed: 44, tilt: tilted(0.5) }),
    ...barred(simulate({ ...base, router: "barring", seed: 45, policy_version: later }), 4, (each, one) =>
      one.policy_version === "v2" && !isOurs(each.model) ? 0.3 : 0,
    ),
    // Partners are left out of chat alone, and chat grows with the second version: no version changed anything.
    ...barred(
      mixed.filter(
        ({ task, policy_version }) => keep() < ((task === "chat") === (policy_version === "v2") ? 1 : 0.3),
      ),
      5,
      (each, one) => (one.task === "chat" && !isOurs(each.model) ? 0.4 : 0),
    ),
    ...simulate({ ...base, router: "taken", seed: 49, days: 2 }).map((one, index) => ({
      ...one,
      decision_id: `pinned-${index}`,
      decided_by: "pinned",
      chosen_model: index % 4 === 0 ? "nova-pro" : index % 4 === 1 ? "unheard-of" : "gpt-main",
    })),
  ]);
});

describe("score honesty", () => {
  it("finds nothing where scores are honest, and says so", async () => {
    const { score_honesty, outcome_test, notes } = await beside({ router: "honest" });
    expect(score_honesty).toMatchObject({ outcome: "accepted", coverage: 1, finding: "no_difference" });
    expect(outcome_test.finding).toBe("no_difference");
    // An acceptance is as likely as the quality says: slope 1.
    expect(score_honesty.slope.lower ?? 9).toBeLessThan(1);
    expect(score_honesty.slope.upper ?? 0).toBeGreaterThan(1);
    expect(score_honesty.by_partner.map(({ key }) => key).sort()).toEqual([
      "anthropic",
      "meta",
      "mistral",
      "openai",
    ]);
    for (const { lower, upper } of score_honesty.by_partner) {
      expect(lower).toBeLessThan(0);
      expect(upper).toBeGreaterThan(0);
    }
    expect(notes).toEqual([]);
  });

  it("finds a router that flatters its own models, by how much, and which verdict that hides", async () => {
    const { score_honesty, notes } = await beside({ router: "flattering" });
    expect(score_honesty.finding).toBe("flattered");
    expect(score_honesty.lower ?? 0).toBeLessThan(-0.12);
    expect(score_honesty.upper ?? -1).toBeGreaterThan(-0.12);
    expect(notes).toEqual(["scores_flattered"]);
    // No partner is found to flatter.
    for (const { lower, upper } of score_honesty.by_partner)
      expect((lower ?? 0) < 0 && (upper ?? 0) > 0).toBe(true);
  });

  it("is unverified with outcomes that say nothing", async () => {
    const coin = await beside({ router: "coin" });
    expect([coin.score_honesty.outcome, coin.score_honesty.finding]).toEqual(["success", "unrelated"]);
    expect(coin.notes).toEqual(["scores_unverified"]);
  });

  it("is unverified with too few outcomes", async () => {
    const silent = await beside({ router: "silent" });
    expect([silent.score_honesty.finding, silent.outcome_test.finding]).toEqual(["too_few", "too_few"]);
    expect(silent.notes).toEqual(["scores_unverified"]);
  });

  it("is unverified without any", async () => {
    const { score_honesty, notes } = await beside({ router: "taken" });
    expect(score_honesty).toMatchObject({ outcome: null, with_outcome: 0, difference: null });
    for (const note of [...notes, "scores_flattered", "eligibility_jump: 2", "within_partner_spread"])
      expect(explainReason(note)).not.toBe(note);
  });
});

describe("eligibility", () => {
  it("jumps with a version that leaves partners out", async () => {
    const { eligibility_parity, notes } = await beside({ router: "barring" });
    expect(eligibility_parity.tests).toBe(4);
    expect(eligibility_parity.jumps.map(({ what, effect }) => [what, effect])).toEqual([
      ["focal_of_eligible", "for"],
      ["partners_eligible", "for"],
    ]);
    const [, jump] = eligibility_parity.jumps;
    expect(jump).toMatchObject({
      router: "barring",
      policy_version: "v2",
      previous: "v1",
      day: "2026-04-16",
      before: 1,
    });
    const [first, second] = eligibility_parity.versions;
    expect([first?.policy_version, first?.partners.eligible_share]).toEqual(["v1", 1]);
    expect(jump?.after).toBeCloseTo(second?.partners.eligible_share ?? 0, 12);
    expect(jump?.difference ?? 0).toBeGreaterThan(-0.3);
    expect(jump?.upper ?? 0).toBeLessThan(-0.15);
    expect(notes).toContain("eligibility_jump: 2");
  });

  it("does not jump where only the tasks changed", async () => {
    const { eligibility_parity } = await beside({ router: "mixed" });
    const [before, after] = eligibility_parity.versions;
    // The plain shares differ by a good deal.
    expect((before?.partners.eligible_share ?? 0) - (after?.partners.eligible_share ?? 1)).toBeGreaterThan(
      0.05,
    );
    expect([eligibility_parity.tests, eligibility_parity.jumps]).toEqual([4, []]);
  });
});

describe("placebos", () => {
  it("step a breach down where a partner differs from the others as much", async () => {
    const [neutrality, answer] = [
      await assess(executive, query({ router: "spread" })),
      await beside({ router: "spread" }),
    ];
    expect(neutrality.log_e_value ?? 0).toBeGreaterThan(Math.log(100));
    expect([neutrality.verdict, neutrality.because]).toEqual(["watch", ["within_partner_spread"]]);
    expect(answer.placebo.largest?.key).toBe("openai");
    expect(answer.placebo.beyond).toBe(false);
    expect(answer.by_materiality[0]).toMatchObject({ materiality: 1, because: ["within_partner_spread"] });
    const gpt = answer.placebo.partners.find(({ key }) => key === "openai");
    expect([gpt?.lower ?? 9, gpt?.upper ?? -9].map((bound) => bound < 0.9)).toEqual([true, false]);
  });

  it("let a breach stand where partners are treated alike", async () => {
    const [neutrality, answer] = [
      await assess(executive, query({ router: "taken" })),
      await beside({ router: "taken" }),
    ];
    expect(neutrality.verdict).toBe("breach");
    expect(answer.placebo).toMatchObject({ beyond: true, since: neutrality.onset.day });
    for (const { lower, upper } of answer.placebo.partners) {
      expect(lower).toBeLessThan(0);
      expect(upper).toBeGreaterThan(0);
    }
    expect(answer.by_materiality.map(({ verdict }) => verdict)).toContain("breach");
    // Two prepared tables: sums differ in their last bits.
    const same = answer.by_materiality.find(({ materiality }) => materiality === 1.05);
    expect(same).toMatchObject({ verdict: neutrality.verdict, because: neutrality.because });
    expect(same?.log_e_value).toBeCloseTo(neutrality.log_e_value ?? 0, 9);
  });
});

describe("the rest", () => {
  it("takes the band that the policy declares, and shares inside exclusions", async () => {
    const { near_ties, exclusion_parity, baselines } = await beside({ router: "taken" });
    expect(near_ties.bands).toEqual([{ router: "taken", policy_version: "v1", band: 0.1, declared: true }]);
    expect(near_ties.declared).toBe(near_ties.decisions);
    expect(near_ties.lower ?? 0).toBeGreaterThan(0);
    expect(exclusion_parity.find(({ reason }) => reason === "not_router")).toEqual({
      reason: "not_router",
      decisions: 500,
      known: 375,
      focal: 125,
      share: 1 / 3,
    });
    const neutrality = await assess(executive, query({ router: "taken" }));
    for (const { reason, decisions } of exclusion_parity)
      expect(decisions).toBe(reason === "usable" ? neutrality.usable : neutrality.excluded[reason]);
    expect(exclusion_parity[0]).toMatchObject({ focal: neutrality.observed.focal });
    expect(baselines.map(({ baseline }) => baseline)).toEqual([
      "partner_revealed",
      "declared_policy",
      "owner_blind",
      "reference_share",
    ]);
    expect(baselines[0]).toMatchObject({
      available: true,
      verdict: "breach",
      odds_ratio: neutrality.tilt.odds_ratio,
    });
  });

  const asked: Record<string, string>[] = [
    { router: "taken", focus: "party:openai" },
    { router: "coin", direction: "both" },
    { router: "taken", baseline: "owner_blind" },
  ];
  it.each(asked)("has every key for $router $focus $direction $baseline", async (over) => {
    const answer: unknown = JSON.parse(JSON.stringify(await beside(over)));
    expect(Beside.strict().safeParse(answer).error).toBeUndefined();
  });

  it("has every key where there is nothing", async () => {
    const empty = await beside({ router: "nobody" });
    expect(Beside.strict().safeParse(empty).error).toBeUndefined();
    expect(empty.harm).toEqual({ cost_usd: null, quality: null });
    expect(empty.versions).toEqual([]);
  });

  it("goes by the baseline that was asked for", async () => {
    const asked = { router: "taken", baseline: "declared_policy" };
    const [neutrality, answer] = [await assess(executive, query(asked)), await beside(asked)];
    expect(answer.baseline).toBe("declared_policy");
    expect(answer.versions.map(({ decisions }) => decisions)).toEqual([neutrality.usable]);
    expect(answer.versions[0]?.lift).toBeCloseTo(neutrality.lift ?? 9, 12);
    expect(answer.by_materiality[1]?.log_e_value).toBeCloseTo(neutrality.log_e_value ?? 0, 9);
    // An arm's table does not tell versions apart.
    const blind = await beside({ router: "taken", baseline: "owner_blind" });
    expect(blind.versions.map(({ policy_version }) => policy_version)).toEqual(["v1"]);
  });

  it("is for those who may read routing", async () => {
    await expect(readBeside(testActor("partner"), query({}))).rejects.toMatchObject({ status: 403 });
  });
});
