import { expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { plusDays } from "../day";
import { verifyResult } from "../results/verify-result";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { runCheck } from "./run-check";

const FROM = "2026-05-01";
const anna = testActor("compliance");
let serial = 0;

const deliver = (day: number, n: number, policy_version: string) =>
  insertDecisions(
    Array.from({ length: n }, (_, at) => {
      serial += 1;
      const [chosen_model, other] = at % 2 === 0 ? ["nova-pro", "gpt-mini"] : ["gpt-mini", "nova-pro"];
      const candidate = { quality: 0.5, cost_usd: 0.01, latency_ms: 100 };
      return {
        ...{ decision_id: `d${serial}`, router: "main", policy_version, task: "chat", chosen_model },
        occurred_at: `${plusDays(FROM, day)}T10:00:00Z`,
        candidates: [chosen_model, other].map((model) => ({ model, ...candidate })),
      };
    }),
  );

it("a version that arrives late on a judged day gets no start there, and its decisions count", async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const check = await makeCheck({
    ...{ key: "main", commitment: "promise", clause: "routing", by: anna },
    definition: {
      test: { metric: "routing_tilt", baseline: "partner_revealed" },
      ...{ first_day: FROM, window_days: 30 },
    },
  });
  for (const day of [0, 1, 2]) {
    await deliver(day, 40, "v1");
    await setClock(`${plusDays(FROM, day + 1)}T08:00:00Z`);
    await runCheck(check, { day: plusDays(FROM, day), trigger: "scheduled", why: null });
  }
  await deliver(1, 20, "v9");
  const upto = plusDays(FROM, 2);
  const late = await runCheck(check, { day: upto, trigger: "late_data", why: "It came late." });
  const rows = await withActor(anna, (tx) =>
    tx.checkDay.findMany({ where: { revision: 2 }, select: { day: true, content: true } }),
  );
  type Kept = { began?: unknown; versions: { policy_version: string; decisions: number }[] };
  const [again, ...more] = rows.map(({ day, content }) => ({
    day: day.toISOString().slice(0, 10),
    ...(content as unknown as Kept),
  }));
  expect([again?.day, again?.began, more]).toEqual([
    "2026-05-02",
    [{ router: "main", policy_version: "v1" }],
    [],
  ]);
  expect(again?.versions.map((one) => [one.policy_version, one.decisions])).toEqual([
    ["v1", 40],
    ["v9", 20],
  ]);
  expect(await verifyResult(anna, late.id)).toMatchObject({ verified: true, recomputed: true });
});
