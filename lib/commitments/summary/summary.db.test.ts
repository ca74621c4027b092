import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { createPerson, grantRole } from "@/lib/identity/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { AttestationInput } from "../attestations/schema";
import type { LoadedCheck } from "../checks/store";
import { answerAttestation, getCommitmentSummary, listCommitmentSummaries } from "../server";
import { makeCheck, setClock, writeResult } from "../testing/promise";
import { refusal } from "../testing/refusal";

const executive = testActor("executive");
const coverage = { metric: "coverage" };
let checks: Record<"first" | "second" | "ask", LoadedCheck>;

beforeAll(async () => {
  await setClock("2026-03-01T09:00:00Z");
  await importRegister(OPERATOR, {
    sources: [{ key: "s0", title: "A speech", url: "https://example.com/a", archived_hash: "sha256:00" }],
    commitments: [
      {
        ...{
          key: "promise",
          text: "We give ourselves no advantage.",
          speaker: "The head",
          made_on: "2026-01",
        },
        ...{ audience: "Partners", sources: ["s0"] },
        clauses: [
          { key: "data", text: "Data stay apart.", kind: "data_use" },
          { key: "launch", text: "Launches are announced.", kind: "launch" },
          { key: "routing", text: "Routing is neutral.", kind: "routing" },
        ],
      },
      { key: "bare", text: "We are kind." },
    ],
  });
  const { person } = await createPerson(OPERATOR, {
    ...{ email: "zoe@example.com", name: "Zoe", password: "a long enough password" },
  });
  await grantRole(OPERATOR, person.id, { role: "executive" });
  const make = (key: string, clause: string, test: object, schedule: object = {}) =>
    makeCheck({
      ...{ key, commitment: "promise", clause },
      definition: { test, first_day: "2026-03-02", window_days: 30, schedule },
    });
  checks = {
    first: await make("first", "routing", coverage),
    second: await make("second", "routing", coverage),
    ask: await make(
      ...(["ask", "data", { metric: "attestation", question: "So?", people: [person.email] }] as const),
      { grace_hours: 24 },
    ),
  };
  await setClock("2026-03-05T09:00:00Z");
  await writeResult(checks.first, { day: "2026-03-02", verdict: "kept" });
  await writeResult(checks.first, { day: "2026-03-03", verdict: "no_data" });
  await writeResult(checks.second, { day: "2026-03-03", verdict: "kept" });
  await writeResult(checks.second, { day: "2026-03-04", verdict: "kept" });
  const zoe = { ...testActor("executive", person.email), id: person.id };
  const input = { answer: "kept", statement: "x", evidence_sha256: "0".repeat(64), expires_on: "2026-03-06" };
  await answerAttestation(zoe, "ask", AttestationInput.parse(input));
});

describe("the summary of a commitment", () => {
  it("tells what was promised, by whom, when, to whom, and where it is kept", async () => {
    const [summary, bare] = await listCommitmentSummaries(executive);
    expect(summary).toMatchObject({
      ...{ key: "promise", speaker: "The head", made_on: "2026-01", audience: "Partners", retired_at: null },
      sources: [
        {
          key: "s0",
          title: "A speech",
          url: "https://example.com/a",
          published: null,
          archived_hash: "sha256:00",
        },
      ],
      first_day: "2026-03-02",
    });
    expect(bare).toMatchObject({ key: "bare", clauses: [], verdict: null, first_day: null });
    expect(bare?.coverage).toEqual({ clauses: 0, passing: 0, evidenced: 0, neither: 0, answered: 0 });
    expect(await getCommitmentSummary(executive, "promise")).toEqual(summary);
    expect(await getCommitmentSummary(executive, summary?.id ?? "")).toEqual(summary);
  });

  it("tells of each clause how it is tested, with the strips of its checks", async () => {
    const { clauses, coverage: covered } = await getCommitmentSummary(executive, "promise");
    expect(clauses.map(({ key, test, evidence, verdict }) => [key, test, evidence, verdict])).toEqual([
      ["data", "none", "holding", null],
      ["launch", "none", "none", null],
      // What the second check could judge is not undone by the first, which had no data that day.
      ["routing", "passing", "none", "kept"],
    ]);
    expect(covered).toEqual({ clauses: 3, passing: 1, evidenced: 1, neither: 1, answered: 0 });
    expect(clauses.map(({ named_over }) => named_over)).toEqual([null, null, null]);
    const strips = clauses[2]?.checks.map(({ key, strip }) => [
      key,
      strip.map(({ day, verdict }) => [day, verdict]),
    ]);
    expect(strips).toEqual([
      [
        "first",
        [
          ["2026-03-02", "kept"],
          ["2026-03-03", "no_data"],
        ],
      ],
      [
        "second",
        [
          ["2026-03-03", "kept"],
          ["2026-03-04", "kept"],
        ],
      ],
    ]);
  });

  it("counts days by the latest result of each check and the worst of the clause", async () => {
    const days = async () => (await getCommitmentSummary(executive, "promise")).days;
    expect(await days()).toEqual({
      tested: 3,
      kept: 3,
      watch: 0,
      breach: 0,
      inconclusive: 0,
      no_data: 0,
      failed: 0,
    });
    await writeResult(checks.first, { day: "2026-03-03", verdict: "watch", trigger: "late_data" });
    await writeResult(checks.ask, { day: "2026-03-04", verdict: "inconclusive" });
    const { clauses, ...whole } = await getCommitmentSummary(executive, "promise");
    expect(clauses[2]?.days).toMatchObject({ tested: 3, kept: 2, watch: 1, no_data: 0 });
    expect(clauses[0]?.days).toMatchObject({ tested: 1, inconclusive: 1 });
    expect(whole.days).toMatchObject({ tested: 3, kept: 1, watch: 1, inconclusive: 1, no_data: 0 });
    expect([whole.open_findings, whole.verdict, clauses[2]?.test]).toEqual([1, "watch", "failing"]);
    expect(clauses[2]?.checks[0]?.strip[1]).toMatchObject({ day: "2026-03-03", verdict: "watch", runs: 2 });
  });

  it("changes as time goes by", async () => {
    await setClock("2026-03-07T09:00:00Z");
    const { clauses } = await getCommitmentSummary(executive, "promise");
    expect(clauses[0]?.evidence).toBe("lacking");
  });

  it("is for who may read promises; what is retired is read by its key alone", async () => {
    expect(await refusal(() => listCommitmentSummaries(testActor("admin")))).toEqual([403, "forbidden"]);
    expect(await refusal(() => getCommitmentSummary(testActor("partner"), "promise"))).toEqual([
      403,
      "forbidden",
    ]);
    expect(await refusal(() => getCommitmentSummary(executive, "nothing"))).toEqual([404, "not_found"]);
    await withActor(OPERATOR, (tx) =>
      tx.commitment.update({ where: { key: "bare" }, data: { retired_at: new Date(), retired_reason: "x" } }),
    );
    expect((await listCommitmentSummaries(executive)).map(({ key }) => key)).toEqual(["promise"]);
    expect((await getCommitmentSummary(executive, "bare")).retired_at).not.toBeNull();
  });
});
