import { beforeAll, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { importRegister } from "@/lib/register/server";
import { ingestDecisions, purgeBatch } from "@/lib/routing/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import { verifyResult } from "../server";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { newWatch } from "./rejudge";
import { RUNNER } from "./runner";
import { tick } from "./tick";

const compliance = testActor("compliance");
const NOW = "2026-01-07T12:00:00Z";
const watch = newWatch();
let check: LoadedCheck;
let sent = 0;

/** Delivers decisions of a day through the ingest; of each three one names a model that nobody knows. */
async function deliver(day: string, n: number): Promise<string> {
  const lines = Array.from({ length: n }, (_, at) => {
    sent += 1;
    const [chosen_model, other] = at % 3 === 0 ? ["unheard-of", "nova-pro"] : ["nova-pro", "gpt-main"];
    const candidate = { quality: 0.5, cost_usd: 0.01, latency_ms: 100 };
    return JSON.stringify({
      decision_id: `d-${sent}`,
      occurred_at: `${day}T10:00:00Z`,
      router: "main",
      decided_by: "router",
      chosen_model,
      candidates: [chosen_model, other].map((model) => ({ model, ...candidate })),
    });
  });
  const request = new Request("http://localhost/", { method: "POST", body: lines.join("\n") });
  request.headers.set("content-type", "application/x-ndjson");
  const { bytes } = await ingestDecisions(OPERATOR, request, { source: "gateway" });
  return (JSON.parse(Buffer.from(bytes).toString()) as { batch: string }).batch;
}

/** Two looks, since what has just changed is left until it is quiet. */
async function look(): Promise<number> {
  let again = 0;
  for (let n = 0; n < 2; n++) again += (await tick(Date.parse(NOW), { runner: RUNNER }, watch)).again;
  return again;
}

const results = () =>
  withActor(OPERATOR, (tx) =>
    tx.checkResult.findMany({
      where: { check_id: check.id },
      orderBy: { number: "asc" },
      select: {
        id: true,
        number: true,
        trigger: true,
        why: true,
        dataset_digest: true,
        catalogue_version: true,
      },
    }),
  );

beforeAll(async () => {
  await seedRegister();
  await withActor(OPERATOR, (tx) =>
    tx.trafficSource.create({
      data: { id: uuidv7(), key: "gateway", name: "Gateway", generated: true, updated_by: "system:operator" },
    }),
  );
  await setClock("2026-01-04T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  check = await makeCheck({
    ...{ key: "coverage", commitment: "promise", clause: "routing" },
    definition: { test: { metric: "coverage" }, first_day: "2026-01-05" },
  });
  await deliver("2026-01-05", 30);
  await deliver("2026-01-06", 30);
  await setClock(NOW);
});

it("makes a new result for late data, a purge and another catalogue, and the old ones still verify", async () => {
  await look();
  expect((await results()).map(({ trigger }) => trigger)).toEqual(["scheduled", "scheduled"]);

  const late = await deliver("2026-01-05", 9);
  expect([await look(), await look()]).toEqual([1, 0]);
  await purgeBatch(compliance, late, { reason: "Sent twice.", dry_run: false });
  expect([await look(), await look()]).toEqual([1, 0]);
  await importRegister(OPERATOR, {
    products: [
      { key: "news", owner: "openai", name: "News", segments: ["models"], models: [{ name: "unheard-of" }] },
    ],
  });
  expect([await look(), await look()]).toEqual([1, 0]);

  const all = await results();
  expect(all.map(({ number, trigger }) => [number, trigger])).toEqual([
    [1, "scheduled"],
    [2, "scheduled"],
    [3, "late_data"],
    [4, "purge"],
    [5, "catalogue_change"],
  ]);
  expect(all[2]?.why).toMatch(
    /^Batch \d+ of gateway brought 9 decisions on .*measured again: 1 day, from 2026-01-05/,
  );
  expect(all[3]?.why).toMatch(/^Purge of batch \d+ on .* took 9 decisions; measured again: 1 day/);
  expect(all[4]?.why).toMatch(/^The catalogue attributes models otherwise .*measured again: 2 days/);
  // What was purged is gone: the decisions are again those of the second result.
  expect(all[3]?.dataset_digest).toBe(all[1]?.dataset_digest);
  expect(all[4]?.catalogue_version).not.toBe(all[3]?.catalogue_version);
  for (const { id } of all)
    expect(await verifyResult(compliance, id)).toMatchObject({ verified: true, differences: [] });
});
