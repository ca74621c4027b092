import { beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { ImportDocument } from "@/lib/register";
import { importRegister } from "@/lib/register/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { listDecisions } from "../server";
import { DecisionsQuery } from "./schema";

const auditor = testActor("auditor");
const ask = (query: Record<string, string>) =>
  listDecisions(auditor, DecisionsQuery.parse({ from: "2026-01-01", to: "2026-02-01", ...query }));

const full = (model: string) => ({ model, quality: 0.5, cost_usd: 0.01, latency_ms: 100 });

beforeAll(async () => {
  await migrateClickhouse();
  await importRegister(
    testActor("compliance"),
    ImportDocument.parse({
      parties: [
        { key: "acme", name: "Acme Cloud", kinds: ["platform"] },
        { key: "zeta", name: "Zeta AI", kinds: ["partner"] },
      ],
      segments: [{ key: "models", name: "Models" }],
      products: [
        { key: "one", owner: "acme", name: "One", segments: ["models"], models: [{ name: "acme-one" }] },
        {
          key: "chat",
          owner: "zeta",
          name: "Chat",
          segments: ["models"],
          models: [{ name: "zeta-large" }, { name: "zeta-small" }],
        },
      ],
    }),
  );
  const at = (second: number) => `2026-01-02T00:00:0${second}Z`;
  await insertDecisions([
    {
      decision_id: "tested",
      occurred_at: at(1),
      chosen_model: "acme-one",
      candidates: [full("acme-one"), full("zeta-large")],
    },
    { decision_id: "pinned", occurred_at: at(2), chosen_model: "acme-one", decided_by: "pinned" },
    { decision_id: "blind", occurred_at: at(3), chosen_model: "acme-one", arm: "owner_blind" },
    { decision_id: "bare", occurred_at: at(4), chosen_model: "zeta-large" },
    {
      decision_id: "unknown",
      occurred_at: at(5),
      chosen_model: "acme-one",
      candidates: [full("acme-one"), full("mystery")],
    },
    {
      decision_id: "absent",
      occurred_at: at(6),
      chosen_model: "zeta-small",
      candidates: [full("acme-one"), full("zeta-large")],
    },
    {
      decision_id: "single",
      occurred_at: at(7),
      chosen_model: "acme-one",
      candidates: [full("acme-one"), full("us.ACME-one"), { ...full("zeta-large"), eligible: false }],
    },
    {
      decision_id: "no-quality",
      occurred_at: at(8),
      chosen_model: "acme-one",
      candidates: [full("acme-one"), { model: "zeta-large", cost_usd: 0.1, latency_ms: 1 }],
    },
    {
      decision_id: "free",
      occurred_at: at(9),
      chosen_model: "acme-one",
      candidates: [full("acme-one"), { ...full("zeta-large"), cost_usd: 0 }],
    },
    {
      decision_id: "partners",
      occurred_at: "2026-01-03T00:00:00Z",
      chosen_model: "zeta-large",
      candidates: [full("zeta-small"), full("zeta-large")],
    },
  ]);
});

describe("listDecisions", () => {
  it("says of each whether it is tested, and the first reason why not", async () => {
    const { items, next_cursor } = await ask({});
    expect(next_cursor).toBeNull();
    expect(
      items.map(({ decision_id, excluded_because, tested }) => [decision_id, excluded_because, tested]),
    ).toEqual([
      ["partners", "one_sided", false],
      ["free", "zero_cost", false],
      ["no-quality", "missing_quality", false],
      ["single", "single_candidate", false],
      ["absent", "chosen_not_candidate", false],
      ["unknown", "unattributed_candidate", false],
      ["bare", "no_candidates", false],
      ["blind", "blind_arm", false],
      ["pinned", "not_router", false],
      ["tested", null, true],
    ]);
    expect(items.at(-1)).toMatchObject({
      occurred_at: "2026-01-02T00:00:01.000000Z",
      owner: "acme",
      first_party: true,
      candidates: [
        { model: "acme-one", quality: 0.5, eligible: null, score: null, first_party: true },
        { model: "zeta-large", owner: "zeta", first_party: false },
      ],
      task: null,
      outcome: null,
    });
  });

  it("pages by cursor without a gap or a repeat", async () => {
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await ask({ limit: "3", ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ decision_id }) => decision_id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual((await ask({})).items.map(({ decision_id }) => decision_id));
    await expect(ask({ cursor: "x" })).rejects.toMatchObject({ status: 422 });
  });

  it("filters by owner, model, arm and who decided", async () => {
    const ids = async (query: Record<string, string>) =>
      (await ask(query)).items.map(({ decision_id }) => decision_id);
    expect(await ids({ owner: "zeta" })).toEqual(["partners", "absent", "bare"]);
    expect(await ids({ model: "zeta-small" })).toEqual(["absent"]);
    expect(await ids({ arm: "owner_blind" })).toEqual(["blind"]);
    expect(await ids({ decided_by: "pinned", owner: "acme" })).toEqual(["pinned"]);
    expect(await ids({ owner: "" })).toEqual([]);
  });

  it("is not for executives", async () => {
    await expect(
      listDecisions(testActor("executive"), DecisionsQuery.parse({ from: "2026-01-01", to: "2026-01-02" })),
    ).rejects.toMatchObject({ status: 403 });
  });
});
