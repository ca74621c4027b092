import { beforeAll, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { explainReason, NeutralityQuery } from "./index";
import type { JudgedRule } from "./rules/rule";
import { assess } from "./server";
import { followRule } from "./testing/follow-rule";
import { seedRegister } from "./testing/seed";

const FROM = "2026-04-01";
const ask = () =>
  assess(
    testActor("executive"),
    NeutralityQuery.parse({ from: FROM, to: "2026-08-01", baseline: "declared_policy", router: "main" }),
  );

const within: JudgedRule = { form: "line", relative: true, at: 0.05, ties: null };
const policy = (version: string, from: string) => ({
  ...{ router: "main", version, from: `${from}T00:00:00Z` },
  rule: { kind: "cheapest_within" as const, band: 0.05 },
});
const recordAll = (at: string) =>
  withActor(OPERATOR, (tx) =>
    tx.policy.updateMany({
      where: { router: "main" },
      // Nobody can record in the past: what is kept of the register goes by versions.
      data: { created_at: new Date(at), version: { increment: 1 } },
    }),
  );
const late = ({ assumptions }: { assumptions: string[] }) =>
  assumptions.filter((code) => code.startsWith("recorded_after_it_began"));

beforeAll(async () => {
  await seedRegister();
  const follow = { router: "main", rule: within, policy_version: "", noise: null };
  await insertDecisions([
    ...followRule({ ...follow, seed: 26, decisions: 5000, from: FROM }),
    ...followRule({ ...follow, seed: 27, decisions: 2000, taken: 0.04, from: "2026-06-10" }).map((one) => ({
      ...one,
      decision_id: `${one.decision_id}-later`,
    })),
  ]);
});

it("a policy recorded after it began has no start, and is named", async () => {
  await importRegister(OPERATOR, { policies: [policy("v1", FROM), policy("v2", "2026-06-10")] });
  const answer = await ask();
  // v1 is in force from the first day of the window, which is a start anyway.
  expect(late(answer)).toEqual(["recorded_after_it_began: main@v2"]);
  expect(explainReason(late(answer)[0] ?? "")).toMatch(/recorded only afterwards.+main@v2\.$/);
  expect(answer.onset.policy_version).toBeNull();
});

it("one recorded in time is a start, until its beginning is moved", async () => {
  const unrecorded = await ask();
  await recordAll("2026-03-01T09:00:00Z");
  const in_time = await ask();
  expect(late(in_time)).toEqual([]);
  expect(in_time.onset).toMatchObject({ day: "2026-06-10", policy_version: "v2" });
  // What is staked on its day is worth more than what the weeks have.
  expect(in_time.log_e_value ?? 0).toBeGreaterThan(unrecorded.log_e_value ?? Number.NaN);
  await importRegister(OPERATOR, { policies: [policy("v2", "2026-06-09")] });
  expect(late(await ask())).toEqual(["recorded_after_it_began: main@v2"]);
});
