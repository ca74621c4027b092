import { beforeAll, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { MODELS } from "@/lib/neutrality/testing/models";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { ResultsQuery } from "../results/schema";
import { newWatch, rejudge } from "../schedule/rejudge";
import { runDue } from "../schedule/run-due";
import { RUNNER } from "../schedule/runner";
import { countEnding, getCheck, listResults, runCheckNow } from "../server";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { refusedWith } from "../testing/refusal";
import { runCheck } from "./run-check";

// A rule that a simulated clock dates back was written after real traffic of those days could be known.
const anna = testActor("compliance");
const models = Object.values(MODELS).flat();
let check: LoadedCheck;

const addSource = (generated: boolean) =>
  withActor(OPERATOR, (tx) =>
    tx.trafficSource.create({
      data: { id: uuidv7(), key: `source-${generated}`, name: "S", generated, updated_by: "test" },
    }),
  );
const results = async (): Promise<string[]> =>
  (await listResults(anna, ResultsQuery.parse({ sort: "number" }))).items.map(({ day }) => day);

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  check = await makeCheck({
    ...{ key: "tilt", commitment: "promise", clause: "routing", by: anna },
    definition: {
      test: { metric: "routing_tilt", baseline: "partner_revealed" },
      ...{ first_day: "2026-05-01", window_days: 60 },
    },
  });
  await insertDecisions(
    simulate({ days: 3, per_day: 100, models, from: "2026-05-01", tenants: 40, router: "main", seed: 3 }),
  );
});

it("judges generated traffic on the simulated clock", async () => {
  await addSource(true);
  await setClock("2026-05-02T12:00:00Z");
  expect((await runDue(Date.parse("2026-05-02T12:00:00Z"), { runner: RUNNER })).ran).toBe(1);
  expect([await results(), await countEnding(anna)]).toEqual([["2026-05-01"], 1]);
});

it("judges nothing more once there is real traffic: not by the schedule, nor again, nor on demand", async () => {
  await addSource(false);
  expect(await getCheck(anna, "tilt")).toMatchObject({ status: "ended", window: null });
  expect(await runDue(Date.now(), { runner: RUNNER })).toEqual({ ran: 0, failed: [] });
  const late = simulate({
    days: 1,
    per_day: 50,
    models,
    from: "2026-05-01",
    tenants: 40,
    router: "main",
    seed: 4,
  });
  await insertDecisions(late.map((one) => ({ ...one, decision_id: `late-${one.decision_id}` })));
  const watch = newWatch();
  for (let n = 0; n < 2; n++)
    expect(await rejudge(watch, { runner: RUNNER }, [])).toEqual({ ran: 0, failed: [] });
  expect(await refusedWith(runCheckNow(anna, "tilt", { why: "To see." }))).toEqual([409, "only_generated"]);
  await expect(runCheck(check, { day: "2026-05-02", trigger: "scheduled", why: null })).rejects.toThrow(
    /generated traffic alone/,
  );
  expect([await results(), await countEnding(anna)]).toEqual([["2026-05-01"], 0]);
});
