import { expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { closeFinding } from "../findings/close-finding";
import { remedyFinding } from "../findings/remedy-finding";
import { runCheck } from "../runs/run-check";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";

const compliance = testActor("compliance");

const decided = (id: string, day: string, chosen_model: string): TestDecision => ({
  ...{ decision_id: id, occurred_at: `${day}T10:00:00Z`, router: "main", task: "chat", chosen_model },
});

it("neither opens a finding nor closes one", async () => {
  await seedRegister();
  await setClock("2026-02-01T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const test = { metric: "share_ceiling", scope: { router: "main" }, ceiling: 0.5 };
  const definition = { test, first_day: "2026-03-01", window_days: 10 };
  const check = await makeCheck({ key: "ceiling", commitment: "promise", clause: "routing", definition });
  const runOn = (day: string) => runCheck(check, { day, trigger: "scheduled", why: null });
  const findings = () => withActor(OPERATOR, (tx) => tx.finding.findMany({ where: { check_id: check.id } }));
  await insertDecisions([
    decided("first", "2026-03-01", "nova-pro"),
    ...Array.from({ length: 900 }, (_, n) => decided(`many-${n}`, "2026-03-05", "nova-pro")),
    decided("single", "2026-03-11", "gpt-mini"),
    ...Array.from({ length: 99 }, (_, n) => decided(`more-${n}`, "2026-03-12", "gpt-mini")),
  ]);

  await setClock("2026-03-11T12:00:00Z");
  expect([(await runOn("2026-03-01")).verdict, await findings()]).toEqual(["inconclusive", []]);
  expect((await runOn("2026-03-10")).verdict).toBe("breach");
  const [finding] = await findings();
  if (!finding) throw new Error("A breach opens a finding.");
  await remedyFinding(compliance, finding.id, { remedy: "The weight is out.", remedied_on: "2026-03-10" });

  // The next window begins with one decision for a partner: nothing that a promise could be kept by.
  await setClock("2026-03-13T12:00:00Z");
  const single = await runOn("2026-03-11");
  expect([single.verdict, single.figures.n, ...single.figures.because]).toEqual([
    ...["inconclusive", 1, "too_few"],
  ]);
  await expect(closeFinding(compliance, finding.id, { result: single.id })).rejects.toMatchObject({
    detail: expect.stringContaining("Only a result that says “kept”"),
  });
  const hundred = await runOn("2026-03-12");
  expect([hundred.verdict, hundred.figures.n]).toEqual(["kept", 100]);
  const closed = await closeFinding(compliance, finding.id, { result: hundred.id });
  expect(closed.status).toBe("closed");
});
