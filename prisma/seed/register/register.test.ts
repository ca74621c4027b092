import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ImportDocument } from "@/lib/register";
import { buildCatalogue, matchModel } from "@/lib/register/catalogue/catalogue";
import { findTies } from "@/lib/register/catalogue/ties";
import { demoPeriod } from "../traffic";
import { sampleRegister } from "./index";

const DATA = join(import.meta.dirname, "../../../../shared/data");
const document = sampleRegister(demoPeriod(Date.parse("2026-11-21T09:00:00Z")));
const products = document.products ?? [];
const owners = new Map(products.map((product) => [product.key, product.owner]));

const catalogue = buildCatalogue(
  products.flatMap((product) =>
    (product.models ?? []).map((model) => ({
      model_id: `${product.key}/${model.name}`,
      model: model.name,
      product: product.key,
      owner: product.owner,
      owner_name: product.owner,
      owner_ordinal: 1,
      first_party: product.owner === "aws",
      investee: false,
      patterns: model.patterns ?? [model.name],
    })),
  ),
);
const ownerOf = (name: string) => matchModel(catalogue, name)?.owner ?? null;
const modelOf = (name: string) => matchModel(catalogue, name)?.model ?? null;

describe("the sample register", () => {
  it("is a valid import document", () => {
    const result = ImportDocument.safeParse(document);
    expect(result.error?.issues ?? []).toEqual([]);
  });

  it("names every reference that it uses", () => {
    const keys = (list: readonly { key: string }[] | undefined) =>
      new Set((list ?? []).map(({ key }) => key));
    const [sources, parties, segments] = [
      keys(document.sources),
      keys(document.parties),
      keys(document.segments),
    ];
    const named = [
      ...products.flatMap((product) => [
        product.owner,
        ...(product.availability ?? []).map((one) => one.channel),
      ]),
      ...(document.rounds ?? []).flatMap((round) => (round.participations ?? []).map((one) => one.investor)),
    ];
    expect(named.filter((key) => !parties.has(key))).toEqual([]);
    expect(products.flatMap((product) => product.segments).filter((key) => !segments.has(key))).toEqual([]);
    const cited = [...products, ...(document.parties ?? []), ...(document.rounds ?? [])].flatMap(
      (fact) => fact.sources ?? [],
    );
    expect(cited.filter((key) => !sources.has(key))).toEqual([]);
  });

  it("claims no right as agreed, and makes nothing public without a source", () => {
    const rights = (document.partnerships ?? []).flatMap((partnership) => partnership.rights ?? []);
    expect(new Set(rights.map((right) => right.state))).toEqual(new Set(["unknown"]));
    const facts = [...(document.partnerships ?? []), ...(document.rounds ?? []), ...rights];
    expect(facts.filter((fact) => fact.visibility === "public" && !fact.sources?.length)).toEqual([]);
  });

  it("keeps parties in the order of their hues and names simulated routers as such", () => {
    expect((document.parties ?? []).map(({ key }) => key)).toEqual([
      "aws",
      "openai",
      "anthropic",
      "oracle",
      "microsoft",
      "meta",
      "mistral-ai",
    ]);
    const made = (document.policies ?? []).filter((policy) => !policy.sources?.length);
    expect(made.map((policy) => policy.router).every((name) => name.startsWith("Simulated "))).toBe(true);
  });

  it("has both own and partners' models among every policy's candidates", () => {
    for (const policy of document.policies ?? []) {
      const found = (policy.models ?? []).map(ownerOf);
      expect(found).not.toContain(null);
      expect(found).toContain("aws");
      expect(new Set(found).size).toBeGreaterThan(2);
    }
  });
});

describe("the catalogue of model names", () => {
  it("has no ties between products and no pattern twice", () => {
    const patterns = catalogue.models.flatMap(({ patterns: list, product, model }) =>
      list.map((pattern) => ({ pattern, product, model })),
    );
    expect(findTies(patterns, patterns)).toEqual([]);
    const texts = patterns.map(({ pattern }) => pattern.toLowerCase());
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
    expect(new Set(catalogue.models.map(({ product }) => owners.get(product))).size).toBe(5);
  });

  it.each([
    ["anthropic.claude-3-5-sonnet-20240620-v1:0", "claude-3-5-sonnet"],
    ["us.anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet"],
    ["global.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"],
    ["jp.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5"],
    ["arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0", "nova-pro"],
    ["arn:aws:bedrock:eu-west-1:1:inference-profile/eu.amazon.nova-lite-v1:0", "nova-lite"],
    ["bedrock/us-gov-east-1/amazon.titan-text-express-v1", "titan-text-express"],
    ["anthropic/claude-3.5-sonnet", "claude-3-5-sonnet"],
    ["claude-opus-4-20250514", "claude-opus-4"],
    ["GPT-4o-2024-11-20", "gpt-4o"],
    ["gpt-4o-mini-2024-07-18", "gpt-4o-mini"],
    ["gpt-4-0613", "gpt-4"],
    ["openai/o3", "o3"],
    ["openai.gpt-oss-120b-1:0", "gpt-oss-120b"],
    ["azure_ai/Meta-Llama-3.1-70B-Instruct", "llama-3-1-70b"],
    ["us.meta.llama4-maverick-17b-instruct-v1:0", "llama-4-maverick"],
    ["mistral.mistral-large-2407-v1:0", "mistral-large-2407"],
    ["azure/mistral-large-latest", "mistral-large"],
  ])("%s is %s", (name, expected) => {
    expect(modelOf(name)).toBe(expected);
  });

  it.each([
    "gpt-4all",
    "arcee-ai/llama-3.1-supernova-lite",
    "nvidia/llama-3.1-nemotron-70b-instruct",
    "dolphin-mixtral-8x7b",
    "deepseek-r1-distill-llama-70b",
    "gemini-2.5-pro",
    "canary-mix-7b",
  ])("%s belongs to none of the owners", (name) => {
    expect(ownerOf(name)).toBeNull();
  });
});

type Listed = { input_cost_per_token?: number; output_cost_per_token?: number; litellm_provider?: string };
const file = join(DATA, "litellm_model_prices_trimmed.json");

describe.skipIf(!existsSync(file))("against the price list", () => {
  const list = new Map<string, Listed>();
  beforeAll(() => {
    for (const [name, entry] of Object.entries(JSON.parse(readFileSync(file, "utf8"))))
      list.set(name, entry as Listed);
  });

  const expectedOwner = (name: string): string | null => {
    if (/amazon\.(nova|titan)|amazon-nova\//.test(name)) return "aws";
    if (/claude/.test(name)) return "anthropic";
    if (/meta\.llama|azure_ai\/(meta-)?llama/i.test(name)) return "meta";
    if (/mistral\.|azure_ai\/mi(ni)?stral|azure\/mistral/.test(name)) return "mistral-ai";
    if (/gpt-|(^|[/:])o\d|codex|computer-use-preview$/.test(name) && !/gemini/.test(name)) return "openai";
    return null;
  };

  it("every name of a partner's or own model finds its owner, and no other name does", () => {
    const wrong = [...list.keys()].filter((name) => ownerOf(name) !== expectedOwner(name));
    expect(wrong).toEqual([]);
    const counts = [...list.keys()].map(expectedOwner).filter((owner) => owner !== null);
    expect(counts.length).toBeGreaterThanOrEqual(400);
  });

  it("prices are those of a listed name of the same model", () => {
    const prices = new Map<string, Set<string>>();
    for (const [name, entry] of list) {
      const model = modelOf(name);
      const text = [entry.input_cost_per_token, entry.output_cost_per_token].map((cost) =>
        Number(((cost ?? 0) * 1e6).toPrecision(9)),
      );
      if (model) prices.set(model, (prices.get(model) ?? new Set()).add(text.join("/")));
    }
    const unlisted = products
      .flatMap((product) => product.models ?? [])
      .filter((model) => model.input_price_usd_per_mtok != null)
      .filter(({ name, input_price_usd_per_mtok: input, output_price_usd_per_mtok: output }) => {
        return !prices.get(name)?.has(`${Number(input)}/${Number(output)}`);
      });
    expect(unlisted.map(({ name }) => name)).toEqual([]);
  });
});

if (!existsSync(file)) console.warn("Skipped: the price list is not beside the project.");
