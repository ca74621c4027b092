import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import * as run from "@/app/api/v1/checks/[id]/run/route";
import * as one from "@/app/api/v1/results/[id]/route";
import * as verify from "@/app/api/v1/results/[id]/verify/route";
import * as many from "@/app/api/v1/results/route";
import { ResultsPage, ResultVerification, ResultView } from "@/lib/commitments";
import { makeCheck, makeCommitment, setClock } from "@/lib/commitments/testing/promise";
import { createKey } from "@/lib/identity/server";
import { OPERATOR } from "@/lib/testing/actors";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Init = { id?: string; key?: string; body?: unknown; query?: string; method?: string };

const keys = { write: "", read: "", executive: "" };
const Problem = z.looseObject({ type: z.string() });

async function call(handler: Handler, init: Init = {}) {
  const { id, key = keys.write, body, query = "", method = body === undefined ? "GET" : "POST" } = init;
  const request = new Request(`http://localhost/api/v1/x${query}`, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const params: Record<string, string> = id === undefined ? {} : { id };
  const response = await handler(request, { params: Promise.resolve(params) });
  return { status: response.status, json: JSON.parse(await response.text()) as unknown };
}

beforeAll(async () => {
  const make = async (input: Parameters<typeof createKey>[1]) => (await createKey(OPERATOR, input)).secret;
  keys.write = await make({ scope: "write", role: "compliance" });
  keys.read = await make({ scope: "read", role: "compliance" });
  keys.executive = await make({ scope: "read", role: "executive" });
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["launch"]);
  for (const key of ["listing", "later"])
    await makeCheck({
      ...{ key, commitment: "promise", clause: "launch" },
      definition: {
        ...{ test: { metric: "listing_time" }, window_days: 30 },
        first_day: key === "later" ? "2026-05-10" : "2026-05-01",
      },
    });
  await setClock("2026-05-04T08:00:00Z");
});

const runNow = async () =>
  ResultView.parse((await call(run.POST, { id: "listing", body: { why: "Asked." } })).json);

describe("POST /checks/{id}/run", () => {
  it("gives another result each time, over the days that are over, with the reason", async () => {
    const first = await runNow();
    expect(first).toMatchObject({
      day: "2026-05-03",
      trigger: "on_demand",
      why: "Asked.",
      verdict: "no_data",
    });
    const second = await runNow();
    expect([second.number, second.replaces]).toEqual([first.number + 1, first.id]);
    expect(ResultView.parse((await call(one.GET, { id: first.id })).json).replaced_by).toBe(second.id);
  });

  it("refuses keys that only read, roles that define nothing, and a run without a reason", async () => {
    const asked = { id: "listing", body: { why: "Asked." } };
    expect((await call(run.POST, { ...asked, key: keys.read })).status).toBe(403);
    expect((await call(run.POST, { ...asked, key: keys.executive })).status).toBe(403);
    expect((await call(run.POST, { ...asked, key: "evh_nobody" })).status).toBe(401);
    expect((await call(run.POST, { id: "listing", body: {} })).status).toBe(422);
    expect((await call(run.POST, { ...asked, id: "nothing" })).status).toBe(404);
  });

  it("answers 409 for a check that has no day yet", async () => {
    const { status, json } = await call(run.POST, { id: "later", body: { why: "Asked." } });
    expect([status, Problem.parse(json).type]).toEqual([409, "urn:evenhand:not_begun"]);
  });
});

describe("GET /results", () => {
  it("lists newest first, page by page, to whoever reads promises", async () => {
    const last = await runNow();
    const page = async (query: string) =>
      ResultsPage.parse((await call(many.GET, { key: keys.executive, query })).json);
    const { items, next_cursor } = await page("?check=listing&limit=1");
    expect(items.map(({ id }) => id)).toEqual([last.id]);
    const rest = await page(`?check=listing&limit=200&cursor=${next_cursor}`);
    expect(rest.items.map(({ number }) => number)).toEqual(
      Array.from({ length: last.number - 1 }, (_, at) => last.number - 1 - at),
    );
    expect(rest.next_cursor).toBeNull();
    expect((await page("?commitment=promise&verdict=breach")).items).toEqual([]);
    expect((await page("?to=2026-05-03")).items).toEqual([]);
  });

  it("answers 422 for a cursor of another list, 404 for a result that is not there", async () => {
    expect((await call(many.GET, { query: "?cursor=bm8" })).status).toBe(422);
    expect((await call(one.GET, { id: "nothing" })).status).toBe(404);
    expect((await call(verify.POST, { id: "nothing", body: undefined, method: "POST" })).status).toBe(404);
  });

  it("verifies a result", async () => {
    const { id } = await runNow();
    const { json } = await call(verify.POST, { id, method: "POST", key: keys.read });
    expect(ResultVerification.parse(json)).toMatchObject({
      verified: true,
      differences: [],
      recomputed: true,
    });
  });
});
