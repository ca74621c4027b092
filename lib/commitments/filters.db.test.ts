import { beforeAll, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import { ChecksQuery } from "./checks/schema";
import type { LoadedCheck } from "./checks/store";
import { FindingsQuery } from "./findings/schema";
import { ResultsQuery } from "./results/schema";
import { listChecks, listFindings, listResults } from "./server";
import { makeCheck, makeCommitment, setClock, writeResult } from "./testing/promise";

// Lists are asked by any field of theirs, as a client of the API writes it.
const anna = testActor("compliance");

beforeAll(async () => {
  await setClock("2026-02-28T09:00:00Z");
  await makeCommitment("promise", ["routing", "launch"]);
  const make = (key: string, clause: string, test: object): Promise<LoadedCheck> =>
    makeCheck({
      ...{ key, commitment: "promise", clause },
      definition: { test, first_day: "2026-03-01", window_days: 5 },
    });
  const covered = await make("covered", "routing", { metric: "coverage", scope: { router: "main" } });
  const listed = await make("listed", "launch", { metric: "listing_time" });
  await make("noticed", "routing", { metric: "notice_period", router: "main", days: 3 });
  await setClock("2026-03-20T09:00:00Z");
  await writeResult(covered, { day: "2026-03-01", verdict: "kept" });
  await writeResult(covered, { day: "2026-03-01", verdict: "breach", trigger: "late_data" });
  const window_from = "2026-03-06";
  await writeResult(covered, { day: "2026-03-06", window_from, verdict: "inconclusive", trigger: "purge" });
  await writeResult(listed, { day: "2026-03-01", verdict: "watch" });
  await writeResult(listed, { day: "2026-03-02", verdict: "watch", trigger: "late_data" });
});

const results = async (query: object): Promise<string[]> =>
  (await listResults(anna, ResultsQuery.parse({ sort: "check,number", ...query }))).items.map(
    ({ check, number }) => `${check.key} ${number}`,
  );

it.each([
  [{ trigger: "late_data" }, ["covered 2", "listed 2"]],
  [{ trigger: ["late_data", "purge"] }, ["covered 2", "covered 3", "listed 2"]],
  [{ trigger: "late_data", metric: "coverage" }, ["covered 2"]],
  [{ clause: "launch" }, ["listed 1", "listed 2"]],
  [{ commitment: "promise", clause: "pricing" }, []],
  [{ metric: "listing_time" }, ["listed 1", "listed 2"]],
  [{ window_from: "2026-03-06" }, ["covered 3"]],
  [{ verdict: ["breach", "inconclusive"] }, ["covered 2", "covered 3"]],
  [{ verdict: "kept", limit: 1000 }, ["covered 1"]],
])("results by %j", async (query, wanted) => {
  expect(await results(query)).toEqual(wanted);
  // In the order of their runs too, where the list goes another way.
  const { items } = await listResults(anna, ResultsQuery.parse(query));
  expect(items.map(({ check, number }) => `${check.key} ${number}`).sort()).toEqual([...wanted].sort());
});

it("findings by metric", async () => {
  const of = async (query: object) =>
    (await listFindings(anna, FindingsQuery.parse(query))).items.map(({ check }) => check?.key);
  expect([await of({ metric: "listing_time" }), await of({ metric: "coverage" })]).toEqual([
    ["listed"],
    ["covered"],
  ]);
  expect([await of({ metric: "attestation" }), (await of({})).length]).toEqual([[], 2]);
});

it("checks by router", async () => {
  const of = async (query: object) =>
    (await listChecks(anna, ChecksQuery.parse(query))).items.map(({ key }) => key);
  expect([await of({ router: "main" }), await of({ router: "other" })]).toEqual([["covered", "noticed"], []]);
  expect(await of({ router: "main", metric: "coverage" })).toEqual(["covered"]);
});
