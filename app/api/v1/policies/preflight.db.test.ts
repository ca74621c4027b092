import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET as listDeviations } from "@/app/api/v1/neutrality/deviations/route";
import { createKey } from "@/lib/identity/server";
import { DeviationsAnswer, PreflightList, PreflightView } from "@/lib/neutrality";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { importRegister } from "@/lib/register/server";
import { OPERATOR } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { POST as runPolicy } from "./[id]/preflight/route";
import { GET as listRuns } from "./[id]/preflights/route";
import { POST as runDraft } from "./preflight/route";
import { GET as readRun } from "./preflights/[preflight]/route";

const Problem = z.object({ errors: z.array(z.object({ pointer: z.string() })).optional() });
type Route = typeof runPolicy;

const keys = { write: "", read: "", executive: "" };

async function call(
  handler: Route,
  {
    key = "write",
    params = {},
    body,
    search = "",
  }: {
    key?: keyof typeof keys;
    params?: Record<string, string>;
    body?: unknown;
    search?: string;
  },
) {
  const request = new Request(`http://localhost/api/v1/x${search}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${keys[key]}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const answer: unknown = await response.json();
  const pointers = Problem.safeParse(answer).data?.errors?.map(({ pointer }) => pointer);
  return { status: response.status, answer, pointers };
}

beforeAll(async () => {
  await seedRegister();
  await importRegister(OPERATOR, {
    policies: [
      { router: "main", version: "v1", from: "2026-04-01T00:00:00Z", rule: { kind: "max_quality" } },
    ],
  });
  await insertDecisions([
    {
      ...{ decision_id: "a", occurred_at: "2026-05-01T10:00:00Z", router: "main", policy_version: "v1" },
      chosen_model: "nova-pro",
      candidates: [
        { model: "nova-pro", quality: 0.5, cost_usd: 0.002 },
        { model: "gpt-main", quality: 0.9, cost_usd: 0.001 },
      ],
    },
  ]);
  keys.write = (await createKey(OPERATOR, { scope: "write", role: "compliance" })).secret;
  keys.read = (await createKey(OPERATOR, { scope: "read", role: "compliance" })).secret;
  keys.executive = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
});

describe("pre-flight over HTTP", () => {
  it("runs, lists and reads", async () => {
    const made = await call(runPolicy, { params: { id: "main@v1" }, body: {} });
    expect(made.status).toBe(201);
    const run = PreflightView.parse(made.answer);
    expect([run.weeks, run.result.replayed, run.result.first_party?.draft]).toEqual([4, 1, 0]);
    const list = await call(listRuns, { key: "executive", params: { id: "main@v1" } });
    expect(PreflightList.parse(list.answer).items.map(({ id }) => id)).toEqual([run.id]);
    const read = await call(readRun, { key: "executive", params: { preflight: run.id } });
    expect(read.answer).toEqual(made.answer);
    const draft = await call(runDraft, { body: { router: "main", rule: { kind: "max_quality" }, weeks: 1 } });
    expect(draft.status).toBe(201);
    expect(PreflightView.parse(draft.answer)).toMatchObject({ policy: null, weeks: 1 });
  });

  it.each([
    [{ weeks: 0 }, "/weeks"],
    [{ weeks: 53 }, "/weeks"],
    [{ weeks: "4" }, "/weeks"],
    [{ colour: "red" }, "/colour"],
  ])("refuses %j at %s", async (body, pointer) => {
    const { status, pointers } = await call(runPolicy, { params: { id: "main@v1" }, body });
    expect([status, pointers]).toEqual([422, [pointer]]);
  });

  it.each([
    [{ rule: { kind: "max_quality" } }, "/router"],
    [{ router: "main" }, "/rule"],
    [{ router: "main", rule: { kind: "cheapest_within" } }, "/rule"],
    [{ router: "main", rule: { kind: "cheapest_within", band: 2 } }, "/rule/band"],
    [{ router: "none", rule: { kind: "max_quality" } }, "/router"],
    [
      { router: "main", rule: { kind: "max_quality" }, models: ["nova-pro", "zzz-unknown", "gpt-main"] },
      "/models/1",
    ],
  ])("refuses the draft %j at %s", async (body, pointer) => {
    const { status, pointers } = await call(runDraft, { body });
    expect([status, pointers]).toEqual([422, [pointer]]);
  });

  it("is for a key that writes; what is not there is not found", async () => {
    for (const key of ["read", "executive"] as const)
      expect((await call(runPolicy, { key, params: { id: "main@v1" }, body: {} })).status).toBe(403);
    expect((await call(runPolicy, { params: { id: "main@v9" }, body: {} })).status).toBe(404);
    expect((await call(listRuns, { params: { id: "main@v9" } })).status).toBe(404);
    expect((await call(readRun, { params: { preflight: "x" } })).status).toBe(404);
  });
});

it("deviations are listed over HTTP for who may read decisions", async () => {
  const search = "?from=2026-04-01&to=2026-06-01&router=main";
  const found = await call(listDeviations as Route, { key: "read", search });
  const { items, total, decisions } = DeviationsAnswer.parse(found.answer);
  expect([total, decisions, items.map(({ decision_id }) => decision_id)]).toEqual([1, 1, ["a"]]);
  expect(items[0]?.extra_cost_usd).toBeCloseTo(0.001, 12);
  expect(items[0]?.extra_quality).toBeCloseTo(-0.4, 12);
  expect((await call(listDeviations as Route, { key: "executive", search })).status).toBe(403);
  expect((await call(listDeviations as Route, { search: "?from=2026-04-01" })).pointers).toEqual(["/to"]);
});
