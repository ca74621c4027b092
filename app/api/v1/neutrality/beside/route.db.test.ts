import { beforeAll, describe, expect, it } from "vitest";
import { createKey } from "@/lib/identity/server";
import { Beside } from "@/lib/neutrality";
import { readClogit } from "@/lib/neutrality/testing/read-clogit";
import { nativeDecisions, seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
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

beforeAll(async () => {
  await seedRegister();
  read = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
  ingest = (await createKey(OPERATOR, { scope: "ingest", source: "gateway" })).secret;
  const far = readClogit("clogit-far-visible");
  await insertDecisions(nativeDecisions(far, { router: "far", from: "2026-01-05" }));
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

  it("wants a range, known parameters, and a key that may read", async () => {
    expect((await call("to=2026-03-01")).status).toBe(422);
    expect((await call(`${WINDOW}&colour=red`)).status).toBe(422);
    expect((await call(WINDOW, "evh_wrong")).status).toBe(401);
    expect((await call(WINDOW, ingest)).status).toBe(403);
  });
});
