import { beforeAll, expect, it } from "vitest";
import { NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { DecisionsQuery, type DecisionView } from "@/lib/routing";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { judgedDecisions } from "../server";

const auditor = testActor("auditor");
const models = ["nova-lite", "nova-pro", "claude-haiku", "gpt-mini", "llama-large", "mistral-mid"];
const made = simulate({ router: "main", seed: 7, days: 10, per_day: 60, models, from: "2026-05-01" });

const candidate = (model: string, cost_usd?: number) => ({
  ...{ model, quality: 0.5, latency_ms: 400 },
  ...(cost_usd === undefined ? {} : { cost_usd }),
});
const odd = (decision_id: string, over: Partial<TestDecision>): TestDecision => ({
  ...{ decision_id, occurred_at: "2026-05-05T12:00:00Z", router: "main", policy_version: "v1" },
  chosen_model: "gpt-mini",
  candidates: [candidate("gpt-mini", 0.1), candidate("nova-pro", 0.2)],
  ...over,
});

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([
    ...made,
    odd("pinned", { decided_by: "pinned" }),
    odd("bare", { candidates: [] }),
    odd("copy", {
      candidates: [candidate("gpt-mini"), candidate("us.GPT-mini", 0.1), candidate("nova-pro", 0.3)],
    }),
    odd("dear", { candidates: [candidate("gpt-mini"), candidate("nova-pro", 0.2)] }),
    odd("rare", { policy_version: "v0" }),
  ]);
});

async function everyDecision(): Promise<DecisionView[]> {
  const items: DecisionView[] = [];
  let cursor: string | null = null;
  do {
    const query = { from: "2026-05-01", to: "2026-06-01", limit: "500", ...(cursor ? { cursor } : {}) };
    const page = await judgedDecisions(auditor, DecisionsQuery.parse(query));
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

it("tells of each decision what the test of the same window counts", async () => {
  const answer = await assess(auditor, NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01" }));
  const items = await everyDecision();
  const counted = Object.fromEntries(Object.keys(answer.excluded).map((reason) => [reason, 0]));
  for (const { excluded_because } of items)
    if (excluded_because) counted[excluded_because] = (counted[excluded_because] ?? 0) + 1;
  expect(items).toHaveLength(made.length + 5);
  expect(counted).toEqual(answer.excluded);
  const tested = items.filter((item) => item.tested);
  expect(tested).toHaveLength(answer.usable);
  const expected = tested.reduce((sum, { q }) => sum + (q ?? Number.NaN), 0);
  expect(expected).toBeCloseTo(answer.expected.focal, 6);
  expect(tested.filter(({ first_party }) => first_party)).toHaveLength(answer.observed.focal);
  expect(items.filter((item) => !item.tested).every(({ q }) => q === null)).toBe(true);
  const of = (id: string) => items.find(({ decision_id }) => decision_id === id)?.excluded_because;
  expect(["pinned", "bare", "copy", "dear", "rare"].map(of)).toEqual([
    "not_router",
    "no_candidates",
    null,
    "missing_cost",
    "no_fit",
  ]);
});
