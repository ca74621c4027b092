import { beforeAll, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { createTrafficSource, readReadiness } from "../server";

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
    from_policy: {
      decisions: 0,
      lacking: [
        { what: "candidates of main: neither the log nor a policy in force names any", decisions: 1 },
      ],
    },
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

it("counts what policies declare where the log carries no candidates, and says what is lacking", async () => {
  const at = { router: "bare", task: "chat", chosen_model: "one", input_tokens: 10, output_tokens: 20 };
  const bare = (decision_id: string, day: string, over: object = {}) => ({
    ...{ ...at, decision_id, occurred_at: `2026-0${day}T00:00:00Z` },
    ...over,
  });
  const model = (name: string, figures: object) => ({
    ...{ key: name, owner: "acme", name, segments: ["models"] },
    models: [{ name, ...figures }],
  });
  await importRegister(OPERATOR, {
    parties: [{ key: "acme", name: "Acme", kinds: ["platform"] }],
    segments: [{ key: "models", name: "Models" }],
    products: [
      model("one", {
        input_price_usd_per_mtok: "1",
        output_price_usd_per_mtok: "2",
        quality_estimates: [{ from: "2026-01", quality: 0.5 }],
      }),
      model("two", {
        prices: [{ from: "2026-03", input_price_usd_per_mtok: "1", output_price_usd_per_mtok: "2" }],
        quality_estimates: [{ task: "chat", from: "2026-01", quality: 0.6 }],
      }),
    ],
    policies: [
      { router: "bare", version: "v1", from: "2026-02-01T00:00:00Z", models: ["one", "two"] },
      { router: "bare", version: "v2", from: "2026-04-01T00:00:00Z", models: ["one", "three"] },
    ],
  });
  // Numbered from 1, which the decisions above have.
  for (const key of ["first", "bare"]) await createTrafficSource(OPERATOR, { key });
  await insertDecisions(
    [
      bare("early", "1-15"),
      bare("unpriced", "2-15"),
      bare("known", "3-15"),
      bare("uncounted", "3-16", { output_tokens: undefined }),
      bare("free", "3-17", { input_tokens: 0, output_tokens: 0 }),
      bare("other-task", "3-18", { task: "code" }),
      bare("later", "4-15"),
      bare("named", "1-16", { policy_version: "v2" }),
    ].map((one) => ({ ...one, source: 2 })),
  );
  const answer = await readReadiness(executive, { source: "bare" });
  expect(answer).toMatchObject({ decisions: 8, routed: 8, with_candidates: 0 });
  expect(answer.from_policy).toEqual({
    decisions: 7,
    with_quality: 4,
    with_cost: 3,
    lacking: [
      { what: "three in the catalogue: policy v2 of bare names it", decisions: 2 },
      { what: "a list price of two", decisions: 1 },
      { what: "a quality estimate of two", decisions: 1 },
      { what: "candidates of bare: neither the log nor a policy in force names any", decisions: 1 },
      { what: "output tokens of bare’s decisions", decisions: 1 },
    ],
  });
});
