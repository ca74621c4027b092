import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createKey } from "@/lib/identity/server";
import { Neutrality } from "@/lib/neutrality";
import { readClogit } from "@/lib/neutrality/testing/read-clogit";
import { nativeDecisions, seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { GET } from "./route";

const Problem = z.object({
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});
const WINDOW = "from=2026-01-01&to=2026-03-01";
let read = "";
let ingest = "";

async function call(query: string, key = read) {
  const headers = { authorization: `Bearer ${key}` };
  const request = new Request(`http://localhost/api/v1/neutrality?${query}`, { headers });
  const response = await GET(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as unknown };
}

beforeAll(async () => {
  await seedRegister();
  read = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
  ingest = (await createKey(OPERATOR, { scope: "ingest", source: "gateway" })).secret;
  const far = readClogit("clogit-far-visible");
  await insertDecisions(nativeDecisions(far, { router: "far", from: "2026-01-05" }));
});

describe("GET /neutrality", () => {
  it("answers with every key of the contract, and nothing that JSON cannot hold", async () => {
    const { status, body } = await call(WINDOW);
    expect(status).toBe(200);
    expect(Neutrality.strict().safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ usable: 1500, observed: { focal: 685 }, verdict: "inconclusive" });
  });

  it("has every key also where there is nothing", async () => {
    const { status, body } = await call("from=2020-01-01&to=2020-02-01");
    expect(status).toBe(200);
    expect(Neutrality.strict().safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({
      decisions: 0,
      verdict: "no_data",
      e_value: null,
      strata: [],
      fits: [],
      baseline_model: null,
    });
  });

  it.each([
    ["materiality_share=0", "/materiality_share"],
    ["baseline=reference_share", "/reference"],
    ["baseline=reference_share&reference=most", "/reference"],
    ["reference=0.25", "/reference"],
    ["covariates=quality,price", "/covariates"],
    ["alpha=2", "/alpha"],
    ["focus=party:nobody", "/focus"],
    ["colour=red", "/colour"],
  ])("refuses %s at %s", async (query, pointer) => {
    const { status, body } = await call(`${WINDOW}&${query}`);
    expect([status, Problem.parse(body).errors?.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
  });

  it("wants a range, and a key that may read", async () => {
    expect((await call("to=2026-03-01")).status).toBe(422);
    expect((await call(WINDOW, "evh_wrong")).status).toBe(401);
    expect((await call(WINDOW, ingest)).status).toBe(403);
  });
});
