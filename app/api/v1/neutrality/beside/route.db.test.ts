import { beforeAll, describe, expect, it } from "vitest";
import { createKey } from "@/lib/identity/server";
import { Beside } from "@/lib/neutrality";
import { readClogit } from "@/lib/neutrality/testing/read-clogit";
import { nativeDecisions, seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { GET } from "./route";

const WINDOW = "from=2026-01-01&to=2026-03-01";
let read = "";
let ingest = "";

async function call(query: string, key = read) {
  const headers = { authorization: `Bearer ${key}` };
  const request = new Request(`http://localhost/api/v1/neutrality/beside?${query}`, { headers });
  const response = await GET(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as unknown };
}

/** Figures that a log may carry though nothing costs or is worth as much: their sums and squares are no numbers. */
function makeWild(decision: TestDecision, at: number): TestDecision {
  const { candidates = [] } = decision;
  const dear = candidates.map((one) => ({ ...one, cost_usd: 1.7e308 }));
  return {
    ...decision,
    outcome_status: "success",
    outcome_score: at < 5 ? (-1) ** at * 1.7e308 : 0.5,
    candidates: at % 300 === 0 ? dear : candidates,
  };
}

beforeAll(async () => {
  await seedRegister();
  read = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
  ingest = (await createKey(OPERATOR, { scope: "ingest", source: "gateway" })).secret;
  const far = readClogit("clogit-far-visible");
  await insertDecisions(nativeDecisions(far, { router: "far", from: "2026-01-05" }));
  await insertDecisions(nativeDecisions(far, { router: "wild", from: "2027-01-05" }).map(makeWild));
});

describe("GET /neutrality/beside", () => {
  it("answers with every key, and nothing that JSON cannot hold", async () => {
    const { status, body } = await call(WINDOW);
    expect(status).toBe(200);
    expect(Beside.strict().safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({
      notes: ["scores_unverified"],
      versions: [{ router: "far", policy_version: "v1", decisions: 1500 }],
      exclusion_parity: [{ reason: "usable", decisions: 1500, focal: 685 }, ...Array(12).fill({})],
    });
  });

  it("answers whatever figures the log carries, by those that can be", async () => {
    const { status, body } = await call("from=2027-01-01&to=2027-03-01");
    expect(status).toBe(200);
    const { harm, outcome_test } = Beside.strict().parse(body);
    expect([harm.cost_usd?.decisions, harm.quality?.decisions]).toEqual([1495, 1500]);
    expect(harm.cost_usd?.upper).toBeLessThan(1000);
    expect([outcome_test.outcome, outcome_test.with_outcome]).toEqual(["score", 1495]);
  });

  it("has intervals at the strictest level", async () => {
    const { status, body } = await call(`${WINDOW}&alpha=1e-300`);
    expect(status).toBe(200);
    expect(Beside.strict().parse(body).harm.quality?.lower).toBeLessThan(0);
  });

  it("wants a range, known parameters, and a key that may read", async () => {
    expect((await call("to=2026-03-01")).status).toBe(422);
    expect((await call(`${WINDOW}&colour=red`)).status).toBe(422);
    expect((await call(WINDOW, "evh_wrong")).status).toBe(401);
    expect((await call(WINDOW, ingest)).status).toBe(403);
  });
});
