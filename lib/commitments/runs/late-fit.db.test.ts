import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { ALL_MODELS } from "@/lib/neutrality/testing/models";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { plusDays } from "../day";
import type { ResultView } from "../results/schema";
import { verifyResult } from "../results/verify-result";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { runCheck } from "./run-check";

const FROM = "2026-05-01";
const DAYS = 8;
const anna = testActor("compliance");
const results: ResultView[] = [];

// Some thirty decisions a day, of which about half are choices between partners: sixty come together on the fourth or fifth.
beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const check = await makeCheck({
    ...{ key: "small", commitment: "promise", clause: "routing", by: anna },
    definition: {
      test: { metric: "routing_tilt", baseline: "partner_revealed" },
      ...{ first_day: FROM, window_days: 30 },
    },
  });
  await insertDecisions(
    simulate({ router: "small", seed: 3, days: DAYS, per_day: 24, models: [...ALL_MODELS], from: FROM }),
  );
  for (let index = 0; index < DAYS; index += 1) {
    await setClock(`${plusDays(FROM, index + 1)}T08:00:00Z`);
    const day = plusDays(FROM, index);
    results.push(await runCheck(check, { day, trigger: "scheduled", why: null }));
  }
}, 120_000);

type Kept = {
  counts: { usable: number };
  choices: { decisions: number }[];
  fits: { b_version: number | null }[];
};

describe("a policy version with too few choices between partners at first", () => {
  it("is judged from the first day on which they are enough; the days before stay as they were", async () => {
    const rows = await withActor(anna, (tx) => tx.checkDay.findMany({ orderBy: { day: "asc" } }));
    const days = rows.map(({ content }) => content as unknown as Kept);
    expect(rows.map(({ revision }) => revision)).toEqual(Array.from({ length: DAYS }, () => 1));
    let choices = 0;
    const enough = days.findIndex((day) => {
      choices += day.choices.reduce((sum, { decisions }) => sum + decisions, 0);
      return choices >= 60;
    });
    expect(enough).toBeGreaterThan(1);
    expect(enough).toBeLessThan(DAYS - 1);
    expect(days.map(({ counts }) => counts.usable > 0)).toEqual(days.map((_, at) => at >= enough));
    expect(results[enough - 1]?.figures.because).toEqual(["too_few_partner_choices"]);
    expect(results[enough]?.figures.n).toBe(days[enough]?.counts.usable);
  });

  it("is tried once and not again before that", async () => {
    const fits = await withActor(anna, (tx) => tx.checkFit.findMany({ orderBy: { b_version: "asc" } }));
    const reasons = fits.map(({ content }) => (content as { reason: string | null }).reason);
    expect(reasons.filter((reason) => reason === "too_few_partner_choices")).toHaveLength(1);
    expect(reasons.filter((reason) => reason === null).length).toBeGreaterThan(0);
  });

  it("has results that verify", async () => {
    for (const { id } of results)
      expect(await verifyResult(anna, id)).toMatchObject({
        verified: true,
        differences: [],
        recomputed: true,
      });
  });
});
