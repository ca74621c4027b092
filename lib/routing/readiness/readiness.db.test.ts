import { beforeAll, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { readReadiness } from "../server";

const executive = testActor("executive");

beforeAll(async () => {
  await migrateClickhouse();
  const candidates = [
    { model: "a", quality: 0.5, cost_usd: 1 },
    { model: "b", quality: 0.6 },
  ];
  const at = { occurred_at: "2026-01-01T00:00:00Z", router: "main" };
  await insertDecisions([
    { ...at, decision_id: "1", chosen_model: "a", candidates },
    { ...at, decision_id: "2", chosen_model: "c" },
    { ...at, decision_id: "3", chosen_model: "c", decided_by: "pinned" },
    { ...at, decision_id: "4", chosen_model: "a", arm: "owner_blind" },
  ]);
});

it("counts what the log carries and names what matches nothing", async () => {
  expect(await readReadiness(executive, {})).toMatchObject({
    decisions: 4,
    routed: 2,
    with_candidates: 1,
    with_quality: 1,
    with_cost: 0,
    with_latency: 0,
    blind: 1,
    routers: ["main"],
    routers_without_policy: ["main"],
    unknown_names: [
      { name: "a", chosen: 2, candidate: 1 },
      { name: "c", chosen: 2, candidate: 0 },
      { name: "b", chosen: 0, candidate: 1 },
    ],
  });
});

it("knows only sources that exist", async () => {
  await expect(readReadiness(executive, { source: "nobody" })).rejects.toMatchObject({ status: 404 });
});
