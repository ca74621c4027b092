import { migrateClickhouse } from "@/lib/clickhouse/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { preflightDraft } from "../../server";
import { type PolicyDraft, PreflightDraftInput } from "../schema";

export const compliance = testActor("compliance");

/** Price per million input tokens and quality in the register. */
const MODELS = {
  own: ["amazon", 1, 0.7],
  open: ["openai", 2, 0.9],
  meta: ["meta", 4, 0.9],
  fresh: ["meta", 3, 0.99],
} as const;

/** Routers whose policy is compared with itself: every kind of rule, with ties and without, with models and without. */
export const SELVES: readonly Pick<PolicyDraft, "router" | "rule" | "models">[] = (
  [
    { kind: "max_quality" },
    { kind: "max_quality", ties: "cheapest" },
    { kind: "cheapest_within", band: 0.1 },
    { kind: "min_cost_above", floor: 0.6 },
    { kind: "weighted", weights: { quality: 2, log_cost: -0.3 } },
  ] as const
).flatMap((rule, at) => [
  { router: `self-${at}`, rule, models: ["own", "open", "meta"] },
  { router: `self-bare-${at}`, rule, models: [] },
]);

const register = {
  parties: [
    { key: "amazon", name: "Amazon", kinds: ["platform"] },
    { key: "openai", name: "OpenAI", kinds: ["partner"] },
    { key: "meta", name: "Meta", kinds: ["partner"] },
  ],
  segments: [{ key: "models", name: "Models" }],
  products: Object.entries(MODELS).map(([name, [owner, price, quality]]) => ({
    key: `product-${name}`,
    owner,
    name,
    segments: ["models"],
    models: [
      {
        name,
        patterns: [name, `${name}-alias`],
        input_price_usd_per_mtok: String(price),
        output_price_usd_per_mtok: "0",
        quality_estimates: [{ from: "2026-01-01", quality }],
      },
    ],
  })),
  policies: [
    {
      ...{ router: "main", version: "v1", from: "2026-04-01T00:00:00Z", models: ["own", "open", "meta"] },
      rule: { kind: "cheapest_within", band: 0.1 },
    },
    { router: "main", version: "v2", from: "2026-06-01T00:00:00Z", rule: { kind: "weighted" } },
    {
      ...{ router: "quiet", version: "v1", from: "2026-06-01T00:00:00Z" },
      rule: { kind: "max_quality" },
    },
    ...SELVES.map(({ router, rule, models }) => ({
      ...{ router, version: "v1", from: "2026-04-01T00:00:00Z", rule, models },
    })),
    { router: "named", version: "v1", from: "2026-04-01T00:00:00Z", rule: { kind: "max_quality" } },
    { router: "named", version: "v2", from: "2026-05-01T00:00:00Z" },
    {
      ...{ router: "slow", version: "v1", from: "2026-04-01T00:00:00Z", models: ["own", "open", "meta"] },
      rule: { kind: "weighted", weights: { latency_s: -1 } },
    },
    {
      ...{ router: "bare", version: "v1", from: "2026-04-01T00:00:00Z", models: ["own", "open"] },
      rule: { kind: "weighted", weights: { latency_s: -1 } },
    },
    {
      ...{ router: "strange", version: "v1", from: "2026-04-01T00:00:00Z", models: ["own", "mystery"] },
      rule: { kind: "max_quality" },
    },
  ],
};

export const one = (decision_id: string, over: Partial<TestDecision>): TestDecision => ({
  ...{ decision_id, occurred_at: "2026-05-10T12:00:00Z", router: "main", task: "chat" },
  chosen_model: "open",
  input_tokens: 1000,
  output_tokens: 10,
  ...over,
});
const candidate = (model: string, quality: number, cost_usd: number, latency_ms = 100) => ({
  ...{ model, quality, cost_usd, latency_ms },
});

// Under max_quality among all three, ties shared:
const DECISIONS: TestDecision[] = [
  // own is best by the log: openai loses one.
  one("a", {
    candidates: [candidate("own", 0.95, 0.004), candidate("open", 0.8, 0.001), candidate("meta", 0.7, 0.002)],
  }),
  // open and meta are equal: half a decision each.
  one("b", {
    task: "code",
    candidates: [candidate("own", 0.5, 0.001), candidate("open", 0.8, 0.003), candidate("meta", 0.8, 0.001)],
  }),
  // meta was not offered here, as the log of other decisions shows: open stays.
  one("c", { candidates: [candidate("own", 0.5, 0.001), candidate("open", 0.8, 0.001)] }),
  // Nothing logged: 0.7, 0.9, 0.9, so half each to open and meta; costs 0.001, 0.002, 0.004.
  one("d", { chosen_model: "own-alias" }),
  // meta was held back for this request: open is best, and stays.
  one("e", {
    candidates: [
      candidate("own", 0.5, 0.001),
      candidate("open", 0.8, 0.001),
      { ...candidate("meta", 0.99, 0.001), eligible: false },
    ],
  }),
  one("pinned", { decided_by: "pinned" }),
  one("blind", { arm: "owner_blind" }),
  one("nobody", { chosen_model: "mystery" }),
  // Four weeks end on 11 May: this lies before.
  one("old", { occurred_at: "2026-04-12T23:59:59Z" }),
];

export const draft = (over: Partial<PolicyDraft> & { weeks?: number }) =>
  preflightDraft(
    compliance,
    PreflightDraftInput.parse({
      router: "main",
      rule: { kind: "max_quality" },
      models: ["own", "open", "open-alias", "meta"],
      ...over,
    }),
  );

/** The register, and decisions of every router. */
export async function seedPreflights(): Promise<void> {
  await migrateClickhouse();
  await importRegister(OPERATOR, register);
  const of = (router: string, over: Partial<TestDecision> = {}) =>
    DECISIONS.map((each) => ({ ...each, ...over, router, decision_id: `${router}-${each.decision_id}` }));
  await insertDecisions([
    ...DECISIONS,
    ...SELVES.flatMap(({ router }) => of(router)),
    // By the register v2 is in force; the decisions say v1.
    ...of("named", { policy_version: "v1" }),
    one("named-early", { router: "named", policy_version: "v2", occurred_at: "2026-05-09T12:00:00Z" }),
    ...of("ghost", { policy_version: "v7" }),
    ...of("slow"),
    ...of("bare").filter(({ candidates }) => candidates === undefined),
    ...of("strange"),
  ]);
}
