import { beforeAll, expect, it } from "vitest";
import { clickhouse } from "@/lib/clickhouse/server";
import { MODELS } from "@/lib/neutrality/testing/models";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { type Day, plusDays } from "../day";
import type { ResultTrigger, ResultView } from "../results/schema";
import { verifyResult } from "../results/verify-result";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { runCheck } from "./run-check";

const FROM = "2026-05-01";
const DAYS = 16;
const TILTED = 5;
const anna = testActor("compliance");
const own = new Set<string>(MODELS.amazon);
const models = Object.values(MODELS).flat();
const dayAt = (index: number): Day => plusDays(FROM, index);
const LINE = Math.log(100);

let check: LoadedCheck;
let decisions: TestDecision[];
const results: ResultView[] = [];

const run = async (at: number, trigger: ResultTrigger): Promise<ResultView> => {
  await setClock(`${dayAt(at + 1)}T08:00:00Z`);
  const why = trigger === "scheduled" ? null : "for a test";
  const result = await runCheck(check, { day: dayAt(at), trigger, why });
  results.push(result);
  return result;
};

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  check = await makeCheck({
    ...{ key: "tilt", commitment: "promise", clause: "routing", by: anna },
    definition: {
      test: { metric: "routing_tilt", baseline: "partner_revealed", scope: { router: "tilted" } },
      ...{ first_day: FROM, window_days: 60 },
    },
  });
  // Tilted at first, and the other way round after: the average of the window says nothing of the breach.
  const tilt = (model: string, day: number) => (own.has(model) ? (day < TILTED ? 1 : -1) : 0);
  const common = { per_day: 500, models, from: FROM, tenants: 80, router: "tilted", seed: 12 };
  decisions = simulate({ ...common, days: DAYS + 2, tilt });
  await insertDecisions(decisions);
  for (let index = 0; index < DAYS; index += 1) await run(index, "scheduled");
}, 240_000);

const late: TestDecision = {
  ...{ decision_id: "late", occurred_at: `${dayAt(2)}T10:00:00Z`, router: "tilted", tenant: "t1" },
  chosen_model: "gpt-mini",
  candidates: ["gpt-mini", "nova-pro"].map((model) => ({ model, quality: 0.5, cost_usd: 0.001 })),
};

it("stands by a breach when one more decision comes late, as long as the days once bore it out", async () => {
  expect(results.at(-1)).toMatchObject({ verdict: "breach" });
  expect(results.at(-1)?.figures.because).toContain("breach_reached_before");
  await insertDecisions([late]);
  const again = await run(DAYS - 1, "late_data");
  expect(again.inputs[2]).toMatchObject({ day: dayAt(2), revision: 2 });
  expect(again.verdict).toBe("breach");
  expect(again.figures.because).toContain("breach_reached_before");
  expect(again.figures.tilt?.peak.log_e_value).toBeGreaterThan(LINE);
  expect(again.figures.tilt?.log_e_value).toBeLessThan(0);
  expect((await run(DAYS, "scheduled")).verdict).toBe("breach");
});

it("lets it fall where the days as they are never did, and says so", async () => {
  await clickhouse().command(`DELETE FROM decisions WHERE occurred_at < '${dayAt(TILTED)} 00:00:00'`);
  const after = await run(DAYS, "purge");
  expect(after.verdict).not.toBe("breach");
  expect(after.figures.because).toContain("breach_no_longer_reached");
  expect(after.figures.tilt?.peak.log_e_value).toBeLessThan(LINE);
  const next = await run(DAYS + 1, "scheduled");
  expect(next.figures.because).toContain("breach_no_longer_reached");
});

it("stands by it again where what was taken away comes back", async () => {
  await insertDecisions(decisions.filter(({ occurred_at }) => String(occurred_at) < dayAt(TILTED)));
  const back = await run(DAYS + 1, "late_data");
  expect(back.verdict).toBe("breach");
  expect(back.figures.because).toContain("breach_reached_before");
});

it("verifies all of it", async () => {
  for (const { id } of results)
    expect(await verifyResult(anna, id)).toMatchObject({ verified: true, differences: [], recomputed: true });
});
