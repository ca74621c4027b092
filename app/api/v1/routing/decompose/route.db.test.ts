import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createKey } from "@/lib/identity/server";
import vectors from "@/lib/neutrality/test-vectors/vectors.json";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { DecomposeAnswer, DecomposeQuery } from "@/lib/routing";
import { decomposeShare } from "@/lib/routing/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { GET } from "./route";

const Problem = z.object({ errors: z.array(z.object({ pointer: z.string() })).optional() });
const PERIODS = "from=2026-03-01&to=2026-04-01&against_from=2026-02-01&against_to=2026-03-01";
let read = "";
let ingest = "";

async function call(query: string, key = read) {
  const headers = { authorization: `Bearer ${key}` };
  const request = new Request(`http://localhost/api/v1/routing/decompose?${query}`, { headers });
  const response = await GET(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as unknown };
}

const ask = async (query: string): Promise<DecomposeAnswer> => {
  const { status, body } = await call(query);
  expect(status).toBe(200);
  return DecomposeAnswer.strict().parse(body);
};

/** The reference's cells as decisions of one month. */
const decisionsOf = (cells: Record<string, number[]>, month: string): TestDecision[] =>
  Object.entries(cells).flatMap(([name, [decisions = 0, own = 0]]) => {
    const [task = "", router = ""] = name.split("/");
    return Array.from({ length: decisions }, (_, at) => ({
      decision_id: `${month}-${name}-${at}`,
      occurred_at: `${month}-${String(1 + (at % 28)).padStart(2, "0")}T00:00:00Z`,
      router,
      task,
      chosen_model: at < own ? "nova-pro" : "gpt-main",
    }));
  });

const near = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(1e-6);

beforeAll(async () => {
  await seedRegister();
  read = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
  ingest = (await createKey(OPERATOR, { scope: "ingest", source: "gateway" })).secret;
  const apart = { occurred_at: "2026-03-05T00:00:00Z", router: "r1", task: "A", chosen_model: "nova-pro" };
  await insertDecisions([
    ...decisionsOf(vectors.decomposition.before, "2026-02"),
    ...decisionsOf(vectors.decomposition.after, "2026-03"),
    { ...apart, decision_id: "pinned", decided_by: "pinned" },
    { ...apart, decision_id: "blind", arm: "owner_blind" },
    { ...apart, decision_id: "unknown", chosen_model: "mystery-1" },
    { ...apart, decision_id: "at-the-end", occurred_at: "2026-04-01T00:00:00Z" },
  ]);
});

describe("GET /routing/decompose", () => {
  it("gives the reference's parts, on the rows of the share question alone", async () => {
    const answer = await ask(PERIODS);
    const { change, task_mix, router_mix, within } = vectors.decomposition;
    near(answer.change, change);
    near(answer.task_mix, task_mix);
    near(answer.router_mix, router_mix);
    near(answer.within, within);
    expect([answer.before, answer.after]).toEqual([
      { decisions: 400, share: 0.45 },
      { decisions: 500, share: 0.47 },
    ]);
  });

  it("has strata whose columns sum to the parts", async () => {
    const answer = await ask(PERIODS);
    expect(answer.by_stratum.map(({ router, task, before, after }) => [task, router, before, after])).toEqual(
      [
        ["B", "r1", { decisions: 200, share: 0.6 }, { decisions: 150, share: 0.6 }],
        ["A", "r1", { decisions: 100, share: 0.2 }, { decisions: 200, share: 0.25 }],
        ["A", "r2", { decisions: 100, share: 0.4 }, { decisions: 50, share: 0.5 }],
        ["B", "r2", { decisions: 0, share: null }, { decisions: 100, share: 0.7 }],
      ],
    );
    for (const part of ["task_mix", "router_mix", "within"] as const)
      near(
        answer.by_stratum.reduce((sum, row) => sum + row[part], 0),
        answer[part],
      );
  });

  it("takes the period of `against` as the earlier one, and one router alone", async () => {
    const turned = await ask("from=2026-02-01&to=2026-03-01&against_from=2026-03-01&against_to=2026-04-01");
    near(turned.change, -0.02);
    const alone = await ask(`${PERIODS}&router=r1`);
    expect([alone.router_mix, alone.by_stratum.length]).toEqual([0, 2]);
    near(alone.change, 140 / 350 - 140 / 300);
    near(alone.task_mix + alone.within, alone.change);
  });

  it("has no change where a period has no decisions", async () => {
    const answer = await ask("from=2026-03-01&to=2026-04-01&against_from=2020-01-01&against_to=2020-02-01");
    expect(answer).toMatchObject({ change: 0, task_mix: 0, before: { decisions: 0, share: null } });
    const far = "from=2026-03-01&to=9999-12-31&against_from=0001-01-01&against_to=2026-03-01";
    near((await ask(far)).before.share ?? 0, 0.45);
  });

  it.each([
    ["from=2026-03-01&to=2026-04-01", ["/against_from", "/against_to"]],
    ["against_from=2026-03-01&against_to=2026-04-01", ["/from", "/to"]],
    ["from=2026-03-01&to=2026-03-01&against_from=2026-01-01&against_to=2026-02-01", ["/to"]],
    ["from=2026-03-01&to=2026-04-01&against_from=2026-03-01&against_to=2026-02-01", ["/against_to"]],
    [`${PERIODS}&against_to=tomorrow`, ["/against_to"]],
    [`${PERIODS}&task=A`, ["/task"]],
  ])("refuses %s", async (query, pointers) => {
    const { status, body } = await call(query);
    expect(status).toBe(422);
    expect(Problem.parse(body).errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it("is for whoever may read routing", async () => {
    expect((await call(PERIODS, "evh_none")).status).toBe(401);
    expect((await call(PERIODS, ingest)).status).toBe(403);
    const query = DecomposeQuery.parse(Object.fromEntries(new URLSearchParams(PERIODS)));
    await expect(decomposeShare(testActor("partner"), query)).rejects.toMatchObject({ status: 403 });
  });
});
