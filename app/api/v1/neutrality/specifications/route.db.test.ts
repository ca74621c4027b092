import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createKey } from "@/lib/identity/server";
import { DeviatingAnswer, SpecificationCurve } from "@/lib/neutrality";
import { readClogit } from "@/lib/neutrality/testing/read-clogit";
import { nativeDecisions, seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { GET as getDeviating } from "../deviating/route";
import { GET as getSpecifications } from "./route";

const Problem = z.object({ errors: z.array(z.object({ pointer: z.string() })).optional() });
// Under a fortnight: few ways to cut it.
const WINDOW = "from=2026-01-01&to=2026-01-18&router=main";
const keys: Record<string, string> = {};

type Get = typeof getSpecifications;

async function call(get: Get, query: string, key = keys.auditor) {
  const headers = { authorization: `Bearer ${key}` };
  const response = await get(new Request(`http://localhost/api/v1/neutrality?${query}`, { headers }), {
    params: Promise.resolve({}),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

beforeAll(async () => {
  await seedRegister();
  for (const role of ["auditor", "executive"] as const)
    keys[role] = (await createKey(OPERATOR, { scope: "read", role })).secret;
  keys.ingest = (await createKey(OPERATOR, { scope: "ingest", source: "gateway" })).secret;
  const visible = readClogit("clogit-visible");
  await insertDecisions(nativeDecisions(visible, { router: "main", from: "2026-01-05" }));
  // What a log may carry though nothing costs as much: sums and squares of it are no numbers.
  const wild = nativeDecisions(visible, { router: "wild", from: "2026-01-05" }).map((one, at) => ({
    ...one,
    candidates: (one.candidates ?? []).map((each) =>
      at % 100 === 7 ? { ...each, cost_usd: 1.7e308 } : each,
    ),
  }));
  await insertDecisions(wild);
});

describe("GET /neutrality/specifications", () => {
  it("answers with every key, and nothing that JSON cannot hold", async () => {
    const { status, body } = await call(getSpecifications, WINDOW, keys.executive);
    expect(status).toBe(200);
    const curve = SpecificationCurve.strict().parse(body);
    expect(curve.specifications.length).toBeGreaterThan(5);
    expect(curve.agreement.specifications + curve.bounds.specifications).toBe(curve.specifications.length);
  });

  it.each([
    ["figures beyond all measure", "from=2026-01-01&to=2026-01-18&router=wild", "spend"],
    ["the strictest level", `${WINDOW}&alpha=1e-300`, "requests"],
  ])("answers so with %s", async (_, query, weight) => {
    const { status, body } = await call(getSpecifications, query);
    expect(status).toBe(200);
    const told = SpecificationCurve.strict().parse(body).specifications;
    expect(told.filter(({ choices }) => choices.weight === weight).length).toBeGreaterThan(3);
  });

  it("has every key also where there is nothing", async () => {
    const { status, body } = await call(getSpecifications, "from=2020-01-01&to=2020-02-01");
    expect(status).toBe(200);
    expect(SpecificationCurve.strict().parse(body).specifications).toEqual([]);
  });

  it.each([
    ["from=2026-01-01", ["/to"]],
    [`${WINDOW}&covariates=price`, ["/covariates"]],
    [`${WINDOW}&focus=party:nobody`, ["/focus"]],
    [`${WINDOW}&weight=tokens`, ["/weight"]],
  ])("refuses %s", async (query, pointers) => {
    const { status, body } = await call(getSpecifications, query);
    expect([status, Problem.parse(body).errors?.map(({ pointer }) => pointer)]).toEqual([422, pointers]);
  });

  it("is for whoever may read routing", async () => {
    expect((await call(getSpecifications, WINDOW, "evh_none")).status).toBe(401);
    expect((await call(getSpecifications, WINDOW, keys.ingest)).status).toBe(403);
  });
});

describe("GET /neutrality/deviating", () => {
  it("answers with every key, a page of what it counts", async () => {
    const { status, body } = await call(getDeviating, `${WINDOW}&threshold=0.4&limit=3`);
    expect(status).toBe(200);
    const page = DeviatingAnswer.strict().parse(body);
    expect([page.items.length, page.total > 3, page.next_cursor === null]).toEqual([3, true, false]);
    expect(page.items.map(({ q }) => q)).toEqual(page.items.map(({ q }) => q).sort((a, b) => a - b));
  });

  it("is empty where there is nothing", async () => {
    const { body } = await call(getDeviating, "from=2020-01-01&to=2020-02-01");
    expect(body).toEqual({ total: 0, items: [], next_cursor: null });
  });

  it.each([
    [`${WINDOW}&threshold=2`, ["/threshold"]],
    [`${WINDOW}&threshold=often`, ["/threshold"]],
    [`${WINDOW}&limit=0`, ["/limit"]],
    [`${WINDOW}&cursor=guess`, ["/cursor"]],
    [`${WINDOW}&baseline=owner_blind`, ["/baseline"]],
    ["to=2026-03-01", ["/from"]],
  ])("refuses %s", async (query, pointers) => {
    const { status, body } = await call(getDeviating, query);
    expect([status, Problem.parse(body).errors?.map(({ pointer }) => pointer)]).toEqual([422, pointers]);
  });

  it("is for whoever may read decisions", async () => {
    expect((await call(getDeviating, WINDOW, keys.executive)).status).toBe(403);
    expect((await call(getDeviating, WINDOW, keys.ingest)).status).toBe(403);
  });
});
