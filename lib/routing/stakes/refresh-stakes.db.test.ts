import { beforeAll, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { ImportDocument } from "@/lib/register";
import { getOverlap, importRegister, listOverlaps, nameModel } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { refreshStakes } from "./refresh-stakes";

const compliance = testActor("compliance");

const register = {
  parties: [
    { key: "acme", name: "Acme Cloud", kinds: ["platform"] },
    { key: "zeta", name: "Zeta AI", kinds: ["partner"] },
  ],
  segments: [{ key: "models", name: "Foundation models" }],
  products: [
    {
      key: "one",
      owner: "acme",
      name: "One",
      segments: ["models"],
      lifecycle: "ga",
      models: [{ name: "acme-one" }],
    },
    {
      key: "chat",
      owner: "zeta",
      name: "Chat",
      segments: ["models"],
      lifecycle: "ga",
      models: [{ name: "zeta-large" }],
    },
  ],
  policies: [
    { router: "main", version: "v1", from: "2026-01-01T00:00:00Z", models: ["acme-one", "zeta-large"] },
  ],
};

const deliver = async (models: Record<string, number>, first: number) => {
  const decisions = Object.entries(models).flatMap(([chosen_model, count]) =>
    Array.from({ length: count }, (_, at) => ({
      decision_id: `${first}-${chosen_model}-${at}`,
      occurred_at: "2026-02-03T10:00:00Z",
      router: "main",
      chosen_model,
    })),
  );
  await insertDecisions(decisions);
  await withActor(OPERATOR, async (tx) => {
    const source = await tx.trafficSource.upsert({
      where: { key: "gateway" },
      create: { id: uuidv7(), key: "gateway", name: "Gateway", updated_by: "system:operator" },
      update: {},
    });
    await tx.ingestBatch.create({
      data: {
        id: uuidv7(),
        source_id: source.id,
        format: "native",
        body_hash: `hash-${first}`,
        state: "stored",
        accepted: decisions.length,
        first_at: new Date("2026-02-03T10:00:00Z"),
        last_at: new Date("2026-02-03T10:00:00Z"),
        created_by: "system:operator",
      },
    });
  });
};

const traffic = async (kind: string) => {
  const [overlap] = (await listOverlaps(compliance, { kind })).items;
  const view = await getOverlap(compliance, overlap?.key ?? "");
  return view.factors.find(({ key }) => key === "traffic");
};

beforeAll(async () => {
  await migrateClickhouse();
  await importRegister(compliance, ImportDocument.parse(register));
});

it("is unknown before any traffic, and nothing is written twice", async () => {
  expect(await refreshStakes()).toBe(true);
  expect(await traffic("router_overlap")).toMatchObject({ points: null });
  expect(await refreshStakes()).toBe(false);
});

it("takes in what was delivered: our share on the router, and what went to the products", async () => {
  await deliver({ "acme-one": 30, "zeta-large": 60, mystery: 10 }, 1);
  expect(await refreshStakes()).toBe(true);
  expect(await traffic("router_overlap")).toMatchObject({
    points: 3,
    known: "33.3\u00a0% of 90 decisions of main went to our own models, until 3 February 2026",
  });
  expect(await traffic("product_overlap")).toMatchObject({
    points: 4,
    known: "100.0\u00a0% of 90 routed decisions, until 3 February 2026",
  });
  expect(await refreshStakes()).toBe(false);
});

it("counts again when a name that was unknown is named", async () => {
  await nameModel(compliance, { pattern: "mystery", product: "one", model: "acme-one" });
  expect(await refreshStakes()).toBe(true);
  expect((await traffic("router_overlap"))?.known).toMatch(/^40\.0\u00a0% of 100 decisions/);
});
