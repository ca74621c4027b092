import { beforeAll, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { createKey } from "@/lib/identity/server";
import {
  assessWithSeries,
  countAnswers,
  forgetAnswers,
  readBeside,
  readSpecifications,
  readTellingDecisions,
  workAhead,
} from "@/lib/neutrality/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { importRegister } from "@/lib/register/server";
import { ingestDecisions } from "@/lib/routing/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { rounded } from "@/lib/testing/rounded";
import { readNeutralityQuestion } from "../neutrality/read-neutrality-page";
import { computeDefaults, readDefaultQuestion } from "./keep-warm";

const auditor = testActor("auditor");
const executive = testActor("executive");
const models = ["nova-lite", "claude-haiku", "gpt-mini", "llama-large"];

async function deliver(router: string, seed: number): Promise<void> {
  const made = simulate({ router, seed, days: 4, per_day: 120, models, from: "2026-05-01" });
  // One covariate: there are few other ways to measure.
  const lines = made.map(({ tenant: _, candidates = [], ...one }) => ({
    ...one,
    candidates: candidates.map(({ model, cost_usd }) => ({ model, cost_usd })),
  }));
  const body = lines.map((one) => JSON.stringify(one)).join("\n");
  const request = new Request("http://localhost/", { method: "POST", body });
  request.headers.set("content-type", "application/x-ndjson");
  await ingestDecisions(OPERATOR, request, { source: "gateway" });
}

async function defaults() {
  const found = await readDefaultQuestion();
  if (!found) throw new Error("There is traffic.");
  return found;
}

/** What the neutrality page reads of an address that says nothing. */
async function readPage() {
  const question = await readNeutralityQuestion(auditor, {});
  if (!question) throw new Error("There is traffic.");
  const { query } = question.view;
  return {
    verdict: await assessWithSeries(executive, query),
    beside: await readBeside(executive, query),
    specifications: await readSpecifications(executive, query),
    telling: await readTellingDecisions(auditor, query),
  };
}

let warm: Awaited<ReturnType<typeof readPage>>;

beforeAll(async () => {
  await migrateClickhouse();
  expect(await readDefaultQuestion()).toBeNull();
  await seedRegister();
  await createKey(OPERATOR, { scope: "ingest", source: "gateway" });
  await deliver("main", 7);
});

it("keeps what the pages ask first, for everybody", async () => {
  await computeDefaults((await defaults()).asked, 0);
  const kept = countAnswers();
  warm = await readPage();
  // Nothing was left to compute.
  expect(countAnswers()).toBe(kept);
  expect(await readPage()).toStrictEqual(warm);
});

it("keeps the same as is computed when somebody asks", async () => {
  forgetAnswers();
  const fresh = await readPage();
  expect(rounded(fresh)).toEqual(rounded(warm));
  expect(fresh.beside).not.toBe(warm.beside);
});

it("changes its state with traffic, catalogue and policies, and drops what was kept", async () => {
  const before = await defaults();
  expect((await defaults()).stamp).toBe(before.stamp);
  const kept = countAnswers("verdict");
  const { query } = before.asked;
  const first = await assessWithSeries(executive, query);
  await deliver("second", 8);
  const after = await defaults();
  expect(after.stamp).not.toBe(before.stamp);
  expect(after.asked.query).toEqual(query);
  const second = await assessWithSeries(executive, query);
  expect(second.neutrality.decisions).toBe(2 * first.neutrality.decisions);
  expect(countAnswers("verdict")).toBe(kept);

  const policy = {
    router: "main",
    version: "v1",
    from: "2026-01-01T00:00:00Z",
    rule: { kind: "max_quality" },
  };
  await importRegister(OPERATOR, { policies: [policy] });
  const ruled = await defaults();
  expect(ruled.stamp).not.toBe(after.stamp);
  const owned = {
    key: "gpt",
    owner: "openai",
    name: "GPT",
    segments: ["models"],
    models: [{ name: "gpt-x" }],
  };
  await importRegister(OPERATOR, { products: [owned] });
  expect((await defaults()).stamp).not.toBe(ruled.stamp);
});

it("ends when it is given up, and keeps nothing half done", async () => {
  forgetAnswers();
  const { asked } = await defaults();
  const { done, giveUp } = workAhead(() => computeDefaults(asked, 0));
  const ended = expect(done).rejects.toThrow("given up");
  giveUp();
  await ended;
  expect(countAnswers("beside") + countAnswers("specifications")).toBe(0);
  // Whoever asks then gets an answer.
  expect((await assessWithSeries(executive, asked.query)).neutrality.usable).toBeGreaterThan(0);
});
