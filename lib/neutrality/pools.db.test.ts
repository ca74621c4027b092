import { beforeAll, describe, expect, it } from "vitest";
import { entities, importRegister, retireRecord } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { type Neutrality, NeutralityQuery } from "./index";
import { assess } from "./server";
import { seedRegister } from "./testing/seed";
import { seeded } from "./testing/simulate";

const executive = testActor("executive");
const ask = (query: Record<string, string>) =>
  assess(executive, NeutralityQuery.parse({ from: "2026-03-01", to: "2026-05-01", ...query }));

type Figures = { owner: string; input: number; output: number; later: number; chat: number; code: number };

/** Price per million tokens, the input's from April on, and quality by task; code is estimated anew in April. */
const MODELS: Record<string, Figures> = {
  "nova-pro": { owner: "amazon", input: 0.8, output: 3.2, later: 0.7, chat: 0.62, code: 0.55 },
  "claude-haiku": { owner: "anthropic", input: 0.8, output: 4, later: 1, chat: 0.66, code: 0.7 },
  "gpt-mini": { owner: "openai", input: 0.15, output: 0.6, later: 0.4, chat: 0.58, code: 0.5 },
  "llama-large": { owner: "meta", input: 0.72, output: 0.72, later: 0.72, chat: 0.55, code: 0.6 },
  "mistral-mid": { owner: "mistral", input: 0.4, output: 2, later: 0.4, chat: 0.6, code: 0.45 },
};
const APRIL = Date.parse("2026-04-01");
const BETTER = 0.05;

const qualityOf = (figures: Figures, task: string, at_ms: number): number =>
  task === "code" ? (at_ms >= APRIL ? Math.min(1, figures.code + BETTER) : figures.code) : figures.chat;

/** Decisions of a router without memory, with all five candidates as it saw them: v1 in March, v2 (four) in April. */
function made(router: string): TestDecision[] {
  const random = seeded(11);
  return Array.from({ length: 1800 }, (_, index): TestDecision => {
    const at_ms = Date.parse("2026-03-01") + index * 45 * 60_000;
    const task = random() < 0.5 ? "chat" : "code";
    const [input_tokens, output_tokens] = [Math.ceil(4000 * random()), Math.ceil(3000 * random())];
    const names = Object.keys(MODELS).slice(0, at_ms >= APRIL ? 4 : 5);
    const candidates = names.map((model) => {
      const figures = MODELS[model] as Figures;
      const input = at_ms >= APRIL ? figures.later : figures.input;
      const cost_usd = (input * input_tokens + figures.output * output_tokens) / 1e6;
      return { model, eligible: true, quality: qualityOf(figures, task, at_ms), cost_usd };
    });
    const utilities = candidates.map(
      ({ quality, cost_usd }) => 4 * quality - 0.6 * Math.log(cost_usd) - Math.log(-Math.log(random())),
    );
    // Half of the log names the version that decided; the other half leaves it to the register.
    const named = random() < 0.5 ? { policy_version: at_ms >= APRIL ? "v2" : "v1" } : {};
    return {
      decision_id: `${router}-${index}`,
      occurred_at: new Date(at_ms).toISOString(),
      ...{ router, task, input_tokens, output_tokens, ...named },
      tenant: `t${Math.floor(random() * 60)}`,
      chosen_model: names[utilities.indexOf(Math.max(...utilities))] ?? "",
      candidates,
    };
  });
}

const bare = (decisions: readonly TestDecision[]): TestDecision[] =>
  decisions.map(({ candidates: _, ...decision }) => decision);

const policy = (router: string, version: string, from: string, models: string[]) => ({
  ...{ router, version, from: `${from}T00:00:00Z`, models },
});

const FIGURES = {
  sources: [{ key: "list", title: "Price list" }],
  products: Object.entries(MODELS).map(([name, { owner, ...figures }]) => ({
    key: owner,
    owner,
    name: owner,
    segments: ["models"],
    models: [
      {
        name,
        input_price_usd_per_mtok: String(figures.input),
        output_price_usd_per_mtok: String(figures.output),
        prices: [{ from: "2026-04", input_price_usd_per_mtok: String(figures.later), source: "list" }],
        quality_estimates: [
          { from: "2026", quality: figures.chat },
          { task: "code", from: "2026-01-01", quality: figures.code, source: "list" },
          { task: "code", from: "2026-04-01", quality: Math.min(1, figures.code + BETTER) },
        ],
      },
    ],
  })),
};

const all = Object.keys(MODELS);

const ODD: TestDecision[] = [
  { chosen_model: "nova-lite" },
  { chosen_model: "gpt-mini", policy_version: "v9" },
  { chosen_model: "gpt-mini", output_tokens: undefined as never },
  { chosen_model: "gpt-mini", policy_version: "unknown-model" },
  { chosen_model: "gpt-mini", policy_version: "withdrawn" },
  { chosen_model: "gpt-mini", occurred_at: "2026-02-20T00:00:00Z" },
  { chosen_model: "gpt-mini", occurred_at: "2026-02-20T00:00:00Z", policy_version: "v2" },
].map((over, index) => ({
  decision_id: `odd-${index}`,
  occurred_at: "2026-03-10T00:00:00Z",
  router: "odd",
  task: "chat",
  input_tokens: 100,
  output_tokens: 100,
  ...over,
}));

const policiesOf = (router: string) => [
  policy(router, "v1", "2026-03-01", all),
  policy(router, "v2", "2026-04-01", all.slice(0, 4)),
];

const excludedOf = ({ excluded }: Neutrality) =>
  Object.fromEntries(Object.entries(excluded).filter(([, count]) => count > 0));

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([...made("logged"), ...bare(made("declared")), ...ODD]);
});

describe("candidates that policies declare", () => {
  it("are none before a policy is recorded", async () => {
    const answer = await ask({ router: "declared" });
    expect([answer.verdict, excludedOf(answer)]).toEqual(["no_data", { no_candidates: 1800 }]);
    await importRegister(OPERATOR, { policies: [{ ...policy("declared", "v1", "2026-03-01", []) }] });
    expect(excludedOf(await ask({ router: "declared" }))).toEqual({ no_candidates: 1800 });
  });

  it("give the answer that the same candidates give when they are logged", async () => {
    const before = await ask({ router: "logged" });
    await importRegister(OPERATOR, {
      ...FIGURES,
      policies: [
        ...policiesOf("declared"),
        ...policiesOf("logged"),
        ...policiesOf("odd"),
        policy("odd", "unknown-model", "2027-01-01", ["nova-pro", "mystery"]),
        policy("odd", "withdrawn", "2026-03-05", all),
      ],
    });
    const logged = await ask({ router: "logged" });
    // All but what it was computed from: the register is another.
    expect({ ...logged, data: before.data }).toEqual(before);
    expect(logged.data.policies_version).not.toBe(before.data.policies_version);
    const declared = await ask({ router: "declared" });
    expect(declared.candidates).toEqual({ logged: 0, policy: 1800 });
    expect(logged.candidates).toEqual({ logged: 1800, policy: 0 });
    expect(declared.covariates).toEqual(["quality", "log_cost"]);
    expect(declared.fits.map(({ policy_version }) => policy_version)).toEqual([null, "v1", "v2"]);
    for (const [index, fit] of declared.fits.entries())
      for (const model of ["baseline_model", "full_model"] as const)
        for (const [at, { estimate, se, robust_se }] of (fit[model]?.coefficients ?? []).entries()) {
          const same = logged.fits[index]?.[model]?.coefficients[at];
          expect([estimate, se, robust_se].map((value) => value?.toPrecision(9))).toEqual(
            [same?.estimate, same?.se, same?.robust_se].map((value) => value?.toPrecision(9)),
          );
        }
    expect(declared.baseline_model?.decisions).toBeGreaterThan(100);
    expect(declared.expected.focal).toBeCloseTo(logged.expected.focal, 8);
    expect(declared.log_e_value).toBeCloseTo(logged.log_e_value ?? Number.NaN, 8);
    expect({ ...declared.observed, verdict: declared.verdict, excluded: declared.excluded }).toEqual({
      ...logged.observed,
      verdict: logged.verdict,
      excluded: logged.excluded,
    });
  });

  it("are named with what they rest on", async () => {
    const { because, assumptions } = await ask({ router: "declared" });
    expect(because.at(-1)).toBe("candidates_from_policy: 1800");
    expect(assumptions.slice(-3)).toEqual([
      "candidates_from_policy: 1800",
      "cost_from_list_prices",
      "quality_from_register",
    ]);
    const logged = await ask({ router: "logged" });
    expect([...logged.because, ...logged.assumptions].join()).not.toContain("policy");
  });

  it("are those of the version named, else of the one in force; what is not known is excluded as ever", async () => {
    const window = { router: "odd", from: "2026-02-01", covariates: "log_cost" };
    expect(excludedOf(await ask(window))).toEqual({
      // A version that the register does not know, and a time before any.
      no_candidates: 2,
      unattributed_candidate: 1,
      chosen_not_candidate: 1,
      missing_cost: 1,
      // The version named counts before its own beginning; the withdrawn one still counts here.
      no_fit: 2,
    });
    expect(excludedOf(await ask({ ...window, covariates: "latency_s" })).missing_latency).toBe(3);
    await retireRecord(OPERATOR, entities.policies, "odd@withdrawn", "recorded by mistake", null);
    expect(excludedOf(await ask(window))).toMatchObject({ no_candidates: 3, no_fit: 1 });
  });

  it("never change which covariates logged candidates are judged by", async () => {
    const latency = made("mixed").map((decision, index) => ({
      ...decision,
      candidates: (decision.candidates ?? []).map((one, place) => ({
        ...one,
        latency_ms: 200 + ((index * 37 + place * 91) % 700),
      })),
    }));
    await insertDecisions(latency);
    await importRegister(OPERATOR, { policies: policiesOf("mixed") });
    const alone = await ask({ router: "mixed" });
    await insertDecisions(bare(made("mixed")).map((one) => ({ ...one, source: 2 })));
    const mixed = await ask({ router: "mixed" });
    expect(mixed.covariates).toEqual(["quality", "log_cost", "latency_s"]);
    expect(mixed.fits).toEqual(alone.fits);
    expect(mixed.candidates).toEqual({ logged: 1800, policy: 0 });
    expect(excludedOf(mixed)).toEqual({ missing_latency: 1800 });
    const chosen = await ask({ router: "mixed", covariates: "quality,log_cost" });
    expect(chosen.candidates).toEqual({ logged: 1800, policy: 1800 });
  });
});
