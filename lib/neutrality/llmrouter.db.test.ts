import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { seeded } from "@/lib/testing/random";
import { type Neutrality, NeutralityQuery } from "./index";
import { assess } from "./server";

const FOLDER = join(import.meta.dirname, "../../../shared/data");
const SCORES = join(FOLDER, "llmrouter_9models_scores.csv");
const PRICES = join(FOLDER, "llmrouter_default_llm_prices.json");
const there = existsSync(SCORES) && existsSync(PRICES);
if (!there) console.warn(`skipped: LLMRouter's scores and prices are not in ${FOLDER}`);

/** Who made the models. NVIDIA hosts them all: its own compete with the others on its platform. */
const MAKERS: Record<string, RegExp> = {
  nvidia: /nemotron|chatqa/,
  google: /gemma/,
  meta: /^llama-3.1-8b-instruct$/,
  mistral: /^mistral/,
  alibaba: /^qwen/,
};
const PLATFORM = "nvidia";
const FROM = "2026-05-01";
const DAY_MS = 86_400_000;
const REPLAYS = 20;
const WEIGHTS = { quality: 3, log_cost: -0.7 } as const;
/** The file has no token counts: about four characters a token, and answers of this length. */
const [CHARACTERS, ANSWER] = [4, 300];

type Prompt = { id: string; task: string; tokens: number; scores: number[] };
type Replay = { router: string; seed: number; odds: number; days?: number; noise?: number };

const PriceList = z.record(z.string(), z.object({ input_price: z.number(), output_price: z.number() }));

/** The prompts, the models in the order of their scores, and what each costs. */
function readScores() {
  const [head = "", ...lines] = readFileSync(SCORES, "utf8").trim().split("\n");
  const columns = head.trim().split(",");
  const models = columns.slice(columns.indexOf("cluster_id") + 1);
  const prompts = lines.map((line): Prompt => {
    const values = line.trim().split(",");
    const of = (name: string) => values[columns.indexOf(name)] ?? "";
    const id = `${of("split")}-${of("row")}`;
    const tokens = Number(of("query_chars")) / CHARACTERS;
    return { id, task: of("task_name"), tokens, scores: models.map((model) => Number(of(model))) };
  });
  const prices = PriceList.parse(JSON.parse(readFileSync(PRICES, "utf8")));
  return {
    prompts,
    models,
    prices: models.map((model) => prices[model] ?? { input_price: 0, output_price: 0 }),
  };
}

type Scores = ReturnType<typeof readScores>;

const ownerOf = (model: string): string =>
  Object.keys(MAKERS).find((owner) => MAKERS[owner]?.test(model)) ?? "";

const registerOf = (models: readonly string[]) => ({
  parties: Object.keys(MAKERS).map((key) => ({
    key,
    name: key,
    kinds: [key === PLATFORM ? "platform" : "partner"],
  })),
  segments: [{ key: "models", name: "Models" }],
  products: Object.keys(MAKERS).map((owner) => ({
    key: owner,
    owner,
    name: owner,
    segments: ["models"],
    models: models.filter((model) => ownerOf(model) === owner).map((name) => ({ name })),
  })),
});

/** Every prompt once a day, by a router that weighs quality and cost; `odds` is what it adds for NVIDIA's own. */
function replay({ prompts, models, prices }: Scores, { router, seed, odds, days, noise = 1 }: Replay) {
  const random = seeded(seed);
  const focal = models.map((model) => ownerOf(model) === PLATFORM);
  return Array.from({ length: days ?? REPLAYS }, (_, day) =>
    prompts.map(({ id, task, tokens, scores }, at): TestDecision => {
      const candidates = models.map((model, k) => {
        const { input_price, output_price } = prices[k] ?? { input_price: 0, output_price: 0 };
        const cost_usd = (tokens * input_price + ANSWER * output_price) / 1e6;
        return { model, quality: scores[k] ?? 0, cost_usd };
      });
      const utilities = candidates.map(
        ({ quality, cost_usd }, k) =>
          WEIGHTS.quality * quality +
          WEIGHTS.log_cost * Math.log(cost_usd) +
          (focal[k] ? Math.log(odds) : 0) -
          noise * Math.log(-Math.log(1 - random())),
      );
      return {
        decision_id: `${router}-${day}-${id}`,
        occurred_at: new Date(Date.parse(FROM) + day * DAY_MS + at * 10_000).toISOString(),
        ...{ router, task, policy_version: "v1", session_id: `${day}-${id}` },
        chosen_model: models[utilities.indexOf(Math.max(...utilities))] ?? "",
        candidates,
      };
    }),
  ).flat();
}

const ROUTERS: Replay[] = [
  { router: "neutral", seed: 1, odds: 1 },
  { router: "tilted by 1.1", seed: 2, odds: 1.1 },
  { router: "tilted by 1.2", seed: 3, odds: 1.2 },
  { router: "tilted by 1.5", seed: 4, odds: 1.5 },
  { router: "without noise", seed: 5, odds: 1, days: 1, noise: 0 },
];

const ask = (router: string) =>
  assess(
    testActor("executive"),
    NeutralityQuery.parse({ from: FROM, to: "2026-06-01", router, baseline: "partner_revealed" }),
  );

/** Whether the interval holds the tilt that the router was given. */
const holds = ({ tilt }: Neutrality, odds: number): boolean =>
  (tilt.lower ?? 0) < Math.log(odds) && (tilt.upper ?? 0) > Math.log(odds);

describe.skipIf(!there)("routers replayed over LLMRouter's scores and NVIDIA's prices", () => {
  beforeAll(async () => {
    await migrateClickhouse();
    const scores = readScores();
    await importRegister(OPERATOR, registerOf(scores.models));
    for (const router of ROUTERS) await insertDecisions(replay(scores, router));
    // Half a million decisions: some fifteen seconds, and several times that on a machine with other work.
  }, 400_000);

  it("do not accuse a neutral one, and find what it weighs", async () => {
    const answer = await ask("neutral");
    expect(answer.usable).toBe(6108 * REPLAYS);
    expect(["kept", "inconclusive"]).toContain(answer.verdict);
    expect(holds(answer, 1)).toBe(true);
    // Own models are the dearer ones: three of four lie outside the partners' prices, and that has its cost.
    expect(answer.support ?? 1).toBeLessThan(0.8);
    expect(answer.r ?? 0).toBeGreaterThan(1);
    for (const { name, estimate, se } of answer.baseline_model?.coefficients ?? [])
      expect(Math.abs(estimate - WEIGHTS[name === "quality" ? "quality" : "log_cost"])).toBeLessThan(3 * se);
    expect(answer.baseline_model?.coefficients).toHaveLength(2);
  });

  it.each([1.2, 1.5])("call odds of %d for own models a breach", async (odds) => {
    const answer = await ask(`tilted by ${odds}`);
    expect([answer.verdict, answer.because]).toEqual(["breach", ["tilt_above_materiality"]]);
    expect(holds(answer, odds)).toBe(true);
  });

  it("see odds of 1.1, twice the materiality, as far as the data go", async () => {
    const answer = await ask("tilted by 1.1");
    const { odds_ratio, lower, upper } = answer.tilt;
    const [low, high] = [Math.exp(lower ?? Number.NaN), Math.exp(upper ?? Number.NaN)];
    console.log(
      `LLMRouter, odds 1.1: ${answer.verdict}; ${odds_ratio?.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}), ln E ${answer.log_e_value?.toFixed(1)}.`,
    );
    expect(holds(answer, 1.1)).toBe(true);
    expect(low).toBeGreaterThan(1);
  });

  it("learn nothing from one without noise, and say so", async () => {
    const answer = await ask("without noise");
    expect([answer.verdict, answer.because]).toEqual(["inconclusive", ["separation"]]);
    expect(answer.excluded.no_fit).toBe(6108);
  });
});
