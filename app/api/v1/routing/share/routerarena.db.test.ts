import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { createKey } from "@/lib/identity/server";
import { Neutrality } from "@/lib/neutrality";
import { importRegister } from "@/lib/register/server";
import { ShareAnswer } from "@/lib/routing";
import { OPERATOR } from "@/lib/testing/actors";
import { client, ndjson } from "../../ingest/testing/post";
import { GET as getNeutrality } from "../../neutrality/route";
import { GET as getShare } from "./route";

const FOLDER = join(import.meta.dirname, "../../../../../../shared/data");
const CHOICES = join(FOLDER, "routerarena_router_choices_robustness.csv");
const POOLS = join(FOLDER, "routerarena_candidate_pools.json");
const there = existsSync(CHOICES) && existsSync(POOLS);
if (!there) console.warn(`skipped: RouterArena's choices and candidates are not in ${FOLDER}`);

type Choice = { router: string; id: string; dataset: string; model: string };

const DAYS = ["2024-05-01", "2024-05-02", "2024-05-03"] as const;
/** Spread over three days by place in the file; both the records and the counting here go by it. */
const dayOf = (at: number): string => DAYS[at % DAYS.length] ?? DAYS[0];

const readChoices = (): Choice[] =>
  readFileSync(CHOICES, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [router = "", id = "", dataset = "", model = ""] = line.trim().split(",");
      return { router, id, dataset, model };
    });

const readPools = () =>
  z.record(z.string(), z.array(z.string())).parse(JSON.parse(readFileSync(POOLS, "utf8")));

/** Whose a model is, by what its name holds: fixed here, so that shares by owner can be counted apart. */
const OWNERS: [owner: string, marks: RegExp][] = [
  ["alibaba", /qwen/i],
  ["anthropic", /claude/i],
  ["deepseek", /deepseek/i],
  ["google", /gemini/i],
  ["meta", /llama/i],
  ["mistral", /mistral|ministral|devstral/i],
  ["openai", /gpt|o4-mini/i],
  ["xai", /grok/i],
  ["xiaomi", /mimo/i],
  ["zhipu", /glm/i],
];
const PLATFORM = "google";
const ownerOf = (model: string): string => OWNERS.find(([, marks]) => marks.test(model))?.[0] ?? "";

/** Logged names that differ in case alone are one model. */
function registerOf(names: readonly string[]) {
  const models = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  return {
    parties: OWNERS.map(([key]) => ({ key, name: key, kinds: [key === PLATFORM ? "platform" : "partner"] })),
    segments: [{ key: "models", name: "Models" }],
    products: OWNERS.map(([owner]) => ({
      ...{ key: owner, owner, name: owner, segments: ["models"] },
      models: models.filter((name) => ownerOf(name) === owner).map((name) => ({ name })),
    })),
  };
}

const toRecord = ({ router, id, dataset, model }: Choice, at: number, pools: Record<string, string[]>) => ({
  decision_id: `${router}/${id}`,
  occurred_at: `${dayOf(at)}T12:00:00Z`,
  chosen_model: model,
  router,
  task: dataset,
  candidates: (pools[`${router}.json`] ?? []).map((name) => ({ model: name })),
});

let read = "";

async function ask<T>(handler: typeof getShare, path: string, row: z.ZodType<T>): Promise<T> {
  const headers = { authorization: `Bearer ${read}` };
  const request = new Request(`http://localhost/api/v1/${path}`, { headers });
  const response = await handler(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(200);
  return row.parse(await response.json());
}
const RANGE = "from=2024-05-01&to=2024-05-04";
const askShare = (query: string) => ask(getShare, `routing/share?${RANGE}&${query}`, ShareAnswer);

/** Shares within each bucket, counted with nothing but a map. */
function count(choices: readonly (Choice & { day: string })[], keyOf: (choice: Choice) => string) {
  const wholes = new Map<string, number>();
  const parts = new Map<string, number>();
  for (const choice of choices) {
    const place = `${choice.day} ${keyOf(choice)}`;
    wholes.set(choice.day, (wholes.get(choice.day) ?? 0) + 1);
    parts.set(place, (parts.get(place) ?? 0) + 1);
  }
  return new Map([...parts].map(([place, n]) => [place, n / (wholes.get(place.slice(0, 10)) ?? 0)]));
}

describe.runIf(there)("RouterArena's real choices, delivered and read through HTTP", () => {
  const choices = there ? readChoices().map((choice, at) => ({ ...choice, day: dayOf(at) })) : [];
  const pools = there ? readPools() : {};
  const routers = [...new Set(choices.map(({ router }) => router))];

  beforeAll(async () => {
    await migrateClickhouse();
    const names = [...choices.map(({ model }) => model), ...Object.values(pools).flat()];
    await importRegister(OPERATOR, registerOf(names));
    read = (await createKey(OPERATOR, { scope: "read", role: "compliance" })).secret;
    const gateway = await client("routerarena");
    const { status, body } = await gateway.decisions(
      ndjson(choices.map((choice, at) => toRecord(choice, at, pools))),
    );
    expect({ status, ...body }).toMatchObject({ status: 200, accepted: choices.length, rejected: 0 });
  });

  it("are nine routers, each with a pool and every model with an owner", () => {
    expect([choices.length, routers.length]).toEqual([3780, 9]);
    expect(routers.filter((router) => !pools[`${router}.json`])).toEqual([]);
    expect(choices.filter(({ model }) => ownerOf(model) === "")).toEqual([]);
  });

  it.each(["model", "owner", "task", "router"] as const)(
    "have the shares by %s that a few lines count",
    async (by) => {
      const keyOf = (choice: Choice): string =>
        ({
          model: choice.model.toLowerCase(),
          owner: ownerOf(choice.model),
          task: choice.dataset,
          router: choice.router,
        })[by];
      for (const router of routers) {
        const own = choices.filter((choice) => choice.router === router);
        const answer = await askShare(`by=${by}&interval=day&router=${router}`);
        expect(answer.total).toBe(own.length);
        expect(answer.excluded).toEqual({
          pinned: 0,
          fallback: 0,
          sticky: 0,
          cache: 0,
          internal: 0,
          unattributed: 0,
        });
        const place = (bucket: string, key: string) =>
          `${bucket} ${by === "model" ? key.toLowerCase() : key}`;
        expect(new Map(answer.rows.map(({ bucket, key, share }) => [place(bucket, key), share]))).toEqual(
          count(own, keyOf),
        );
        const first_party = own.filter(({ model }) => ownerOf(model) === PLATFORM).length;
        expect(answer.first_party).toEqual({ decisions: first_party, share: first_party / own.length });
      }
    },
  );

  it("arrive with their candidates: one router has a single one, of the others the qualities are missing", async () => {
    const { decisions, excluded } = await ask(getNeutrality, `neutrality?${RANGE}`, Neutrality);
    const single = choices.filter(({ router }) => pools[`${router}.json`]?.length === 1).length;
    expect(decisions).toBe(choices.length);
    expect(Object.fromEntries(Object.entries(excluded).filter(([, n]) => n > 0))).toEqual({
      single_candidate: single,
      missing_quality: choices.length - single,
    });
    expect(single).toBe(420);
  });
});
