import { beforeAll, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import { closeFinding, getFinding, listFindings, remedyFinding, requestRisk } from "../server";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";
import { refusal, refusedWith } from "../testing/refusal";

// What a finding is closed by is still what its window says.
const anna = testActor("compliance");

let own: LoadedCheck;
let retest: LoadedCheck;

const findingOf = async (check: LoadedCheck, kind: "tilt" | "failure"): Promise<string> => {
  const { items } = await listFindings(anna, { check: check.id, kind: [kind], limit: 10 });
  const [finding] = items;
  if (!finding || items.length > 1) throw new Error(`${items.length} findings.`);
  return finding.id;
};
const candidates = async (id: string) => (await getFinding(anna, id)).closing_candidates.map((one) => one.id);
const again = { day: "2026-01-09", window_from: "2026-01-08", trigger: "on_demand" } as const;

beforeAll(async () => {
  await setClock("2025-12-31T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const make = (key: string, first_day: string) =>
    makeCheck({
      ...{ key, commitment: "promise", clause: "routing" },
      definition: {
        test: { metric: "routing_tilt", baseline: "owner_blind" },
        ...{ first_day, window_days: 30 },
      },
    });
  own = await make("own", "2026-01-01");
  retest = await make("retest", "2026-01-08");
  await setClock("2026-01-02T09:00:00Z");
  await writeResult(own, { day: "2026-01-01", verdict: "breach" });
  await setClock("2026-01-08T09:00:00Z");
});

it("a kept result that was overturned closes nothing, until its window is kept again", async () => {
  const id = await findingOf(own, "tilt");
  await remedyFinding(anna, id, { remedy: "Taken out.", remedied_on: "2026-01-07" });
  await setClock("2026-01-10T09:00:00Z");
  const kept = await writeResult(retest, { ...again, trigger: "scheduled", verdict: "kept" });
  expect(await candidates(id)).toEqual([kept]);
  for (const verdict of ["breach", "inconclusive", "failed"] as const) {
    await writeResult(retest, { ...again, verdict });
    expect(await candidates(id)).toEqual([]);
    expect(await refusedWith(closeFinding(anna, id, { result: kept }))).toEqual([409, "not_shown"]);
  }
  const last = await writeResult(retest, { ...again, verdict: "kept" });
  expect(await candidates(id)).toEqual([last]);
  expect(await refusedWith(closeFinding(anna, id, { result: kept }))).toEqual([409, "not_shown"]);
  expect(await closeFinding(anna, id, { result: last })).toMatchObject({
    status: "closed",
    closing_result: last,
  });
});

it("a failure is not closed by a run after which the check failed again", async () => {
  const id = await findingOf(retest, "failure");
  await setClock("2026-01-11T09:00:00Z");
  const ran = await writeResult(retest, { ...again, verdict: "inconclusive" });
  expect(await candidates(id)).toEqual([ran]);
  await writeResult(retest, { ...again, verdict: "failed" });
  expect(await candidates(id)).toEqual([]);
  expect(await refusedWith(closeFinding(anna, id, { result: ran }))).toEqual([409, "not_shown"]);
});

it("a risk is asked to be accepted for a year at most", async () => {
  const id = await findingOf(retest, "failure");
  const ask = (until: string) => requestRisk(anna, id, { until, reason: "The fix takes long." });
  expect(await refusal(() => ask("2126-11-25"))).toEqual(["/until"]);
  expect(await refusal(() => ask("2027-01-13"))).toEqual(["/until"]);
  expect((await ask("2027-01-12")).risk_request?.until).toBe("2027-01-12");
});
