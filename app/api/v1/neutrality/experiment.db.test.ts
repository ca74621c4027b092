import { beforeAll, describe, expect, it } from "vitest";
import { createKey } from "@/lib/identity/server";
import { Neutrality } from "@/lib/neutrality";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulateArms } from "@/lib/neutrality/testing/simulate-arms";
import { OPERATOR } from "@/lib/testing/actors";
import { client, ndjson } from "../ingest/testing/post";
import { GET } from "./route";

const TILT = 0.6;
const base = { days: 30, per_day: 160, from: "2026-03-01", blind: 0.4 };
const ROUTERS = {
  neutral: simulateArms({ ...base, router: "neutral", seed: 41 }),
  tilted: simulateArms({ ...base, router: "tilted", seed: 42, tilt: TILT }),
};
const INSIDE = "from=2026-03-01&to=2026-05-01";

let read = "";

async function ask(parameters: string): Promise<Neutrality> {
  const headers = { authorization: `Bearer ${read}` };
  const request = new Request(`http://localhost/api/v1/neutrality?${INSIDE}&${parameters}`, { headers });
  const response = await GET(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(200);
  return Neutrality.strict().parse(await response.json());
}

beforeAll(async () => {
  await seedRegister();
  read = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
  const gateway = await client("gateway");
  for (const records of Object.values(ROUTERS)) {
    const { status, body } = await gateway.decisions(ndjson(records));
    expect([status, body.accepted]).toEqual([200, records.length]);
  }
});

describe("an experiment, delivered and read through HTTP", () => {
  it("is the baseline unasked, and finds a tilt", async () => {
    const answer = await ask("router=tilted");
    expect([answer.baseline, answer.verdict]).toEqual(["owner_blind", "breach"]);
    expect(answer.tilt.lower ?? 9).toBeLessThan(TILT);
    expect(answer.tilt.upper ?? -9).toBeGreaterThan(TILT);
    expect(answer.experiment?.difference).toBeGreaterThan(0.05);
    expect(answer.experiment?.mantel_haenszel_odds_ratio).toBeCloseTo(answer.tilt.odds_ratio ?? 0, 1);
    expect(answer.experiment?.two_stream_e_value).toBeGreaterThan(100);
    expect(answer.assumptions).toEqual(["exact_law", "randomised", "blind_copy_alike", "clusters: tenant"]);
    const blind = ROUTERS.tilted.filter(({ arm }) => arm === "owner_blind").length;
    expect([answer.excluded.blind_arm, answer.experiment?.n_b]).toEqual([blind, blind]);
  });

  it("clears a neutral router within a wider materiality", async () => {
    const answer = await ask("router=neutral&materiality=1.6");
    expect([answer.baseline, answer.verdict]).toEqual(["owner_blind", "kept"]);
    expect(answer.tilt.lower ?? 1).toBeLessThan(0);
    expect(answer.tilt.upper ?? -1).toBeGreaterThan(0);
    expect(answer.experiment?.two_stream_e_value).toBeLessThan(100);
  });

  it("answers every direction, and a partner", async () => {
    expect((await ask("router=tilted&direction=against")).verdict).toBe("kept");
    expect((await ask("router=tilted&direction=both")).verdict).toBe("breach");
    const partner = await ask("router=tilted&focus=party:openai");
    expect([partner.direction, partner.baseline]).toEqual(["against", "owner_blind"]);
    expect(partner.tilt.log_odds ?? 1).toBeLessThan(0);
  });

  it("stands beside the weakest baseline, which takes a share at its word", async () => {
    const taken = await ask("router=neutral&baseline=reference_share&reference=0.2");
    expect([taken.verdict, taken.experiment]).toEqual(["breach", null]);
    expect(taken.assumptions).toContain("weakest_baseline");
  });
});
