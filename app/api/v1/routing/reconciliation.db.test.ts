import { beforeAll, describe, expect, it } from "vitest";
import { partner } from "@/app/api/v1/ingest/testing/post-counts";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { createKey } from "@/lib/identity/server";
import { ImportDocument } from "@/lib/register";
import { importRegister } from "@/lib/register/server";
import { ReconciliationAnswer } from "@/lib/routing";
import { readLatestReconciliation, readTrafficSource } from "@/lib/routing/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { GET as readReconciliation } from "./reconciliation/route";

const context = { params: Promise.resolve({}) };

async function ask(query: string, role: "compliance" | "executive" | "auditor" | "partner_manager") {
  const { secret } = await createKey(OPERATOR, { scope: "read", role });
  const request = new Request(`http://localhost/api/v1/routing/reconciliation?${query}`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  const response = await readReconciliation(request, context);
  return { status: response.status, body: await response.json() };
}

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
        {
          key: "chat",
          owner: "zeta",
          name: "Chat",
          segments: ["models"],
          models: [
            { name: "zeta-large", patterns: ["zeta-large", "*.zeta-large-v*"] },
            { name: "zeta-small" },
          ],
        },
      ],
    }),
  );
});

describe("the reconciliation", () => {
  beforeAll(async () => {
    const on = (day: number, n: number, model: string, more: Record<string, unknown> = {}) =>
      Array.from({ length: n }, (_, at) => ({
        decision_id: `${day}-${model}-${JSON.stringify(more)}-${at}`,
        occurred_at: `2026-06-0${day}T23:59:59Z`,
        chosen_model: model,
        ...more,
      }));
    await insertDecisions([
      ...on(1, 3, "zeta-large"),
      ...on(1, 2, "us.zeta.zeta-large-v1", { decided_by: "pinned" }),
      ...on(1, 1, "zeta-large", { decided_by: "cache", arm: "owner_blind", router: "other" }),
      ...on(2, 4, "zeta-large"),
      ...on(3, 4, "zeta-large"),
      ...on(2, 2, "zeta-small"),
      ...on(2, 9, "acme-one"),
    ]);
    const said = (day: number, decisions: number, model = "zeta-large") => ({
      day: `2026-06-0${day}`,
      model,
      decisions,
    });
    const send = await partner("r-zeta");
    await send([said(1, 9), said(2, 9), said(4, 2)]);
    await send([said(1, 2, "eu.zeta.zeta-large-v9"), said(1, 4), said(2, 5)]);
  });

  it("counts every decision of a model, whoever decided, against the newest of what they say", async () => {
    const { status, body } = await ask("from=2026-06-01&to=2026-07-01&source=r-zeta", "auditor");
    expect(status).toBe(200);
    const answer = ReconciliationAnswer.parse(body);
    expect(answer.rows.map(({ day, ours, theirs, gap }) => [day.slice(8), ours, theirs, gap])).toEqual([
      ["01", 6, 6, null],
      ["02", 4, 5, "theirs_more"],
      ["03", 4, null, "only_ours"],
      ["04", 0, 2, "only_theirs"],
    ]);
    expect(answer.sources).toEqual([
      { key: "r-zeta", name: "r-zeta", first_day: "2026-06-01", last_day: "2026-06-04" },
    ]);
    expect(answer.totals).toEqual({ days: 4, gap_days: 3, ours: 14, theirs: 13, difference: -1 });
    expect(answer.gaps.map(({ day, difference }) => [day.slice(8), difference])).toEqual([
      ["03", -4],
      ["04", 2],
      ["02", 1],
    ]);
    expect(answer.uncounted).toEqual([
      expect.objectContaining({ model: "zeta-small", owner: "zeta", ours: 2 }),
    ]);
  });

  it("takes the range as half-open days", async () => {
    const { body } = await ask("from=2026-06-02&to=2026-06-03", "compliance");
    expect(ReconciliationAnswer.parse(body).rows.map(({ day }) => day)).toEqual(["2026-06-02"]);
    const none = await ask("from=2026-07-02&to=2026-07-03", "compliance");
    expect(ReconciliationAnswer.parse(none.body)).toMatchObject({ rows: [], sources: [], gaps: [] });
  });

  it("is for compliance and auditors: a partner's own figures are nobody else's", async () => {
    for (const role of ["executive", "partner_manager"] as const)
      expect((await ask("from=2026-06-01&to=2026-07-01", role)).status).toBe(403);
    expect((await ask("from=2026-06-01&to=2026-07-01&source=nobody", "auditor")).status).toBe(404);
  });

  it.each([
    "from=2026-06-01",
    "from=2026-06-02&to=2026-06-01",
    "from=2026-06-01T12:00:00Z&to=2026-06-05",
    "from=2024-01-01&to=2026-06-05",
    "from=2026-06-01&to=2026-06-05&more=1",
  ])("refuses %s", async (query) => {
    expect((await ask(query, "compliance")).status).toBe(422);
  });

  it("of a page is of the last 31 counted days, or nothing where nothing is counted", async () => {
    const source = await readTrafficSource(OPERATOR, "r-zeta");
    const latest = await readLatestReconciliation(testActor("compliance"), source);
    expect(latest).toMatchObject({ from: "2026-05-05", to: "2026-06-05", totals: { gap_days: 3 } });
    await createKey(OPERATOR, { scope: "ingest", source: "r-empty" });
    const empty = await readTrafficSource(OPERATOR, "r-empty");
    expect(await readLatestReconciliation(testActor("compliance"), empty)).toBeNull();
  });
});
