import { beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { createPerson, grantRole } from "@/lib/identity/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { ChecksQuery } from "./checks/schema";
import { FindingsQuery } from "./findings/schema";
import { NoticesQuery } from "./notices/schema";
import { ResultsQuery } from "./results/schema";
import {
  announceNotice,
  exportFindings,
  exportNotices,
  getFinding,
  listChecks,
  listFindings,
  listNotices,
  listResults,
  patchFinding,
} from "./server";
import { makeCheck, makeCommitment, setClock, writeResult } from "./testing/promise";

const anna = testActor("compliance", "anna@example.com");

/** Pages of one or two one after the other, as a client would read them. */
async function walk<Q extends { cursor?: string | undefined }, V>(
  list: (query: Q) => Promise<{ items: V[]; next_cursor: string | null }>,
  query: Q,
): Promise<V[]> {
  const all: V[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next_cursor } = await list({ ...query, cursor });
    all.push(...items);
    if (next_cursor === null) return all;
    cursor = next_cursor;
  }
}

const findings = (query: object) =>
  walk((q) => listFindings(anna, q), FindingsQuery.parse({ limit: 1, ...query }));
const codes = async (query: object) => (await findings(query)).map(({ code }) => code);

beforeAll(async () => {
  await migrateClickhouse();
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("even-hand", ["routing", "launch"]);
  await makeCommitment("other", ["routing"]);
  for (const email of ["anna@example.com", "ben@example.com"]) {
    const { person } = await createPerson(OPERATOR, {
      email,
      name: email,
      password: "a long enough password",
    });
    await grantRole(OPERATOR, person.id, { role: "compliance" });
  }
  const ceiling = (key: string, clause: string, commitment = "even-hand") =>
    makeCheck({
      ...{ key, commitment, clause },
      definition: { test: { metric: "share_ceiling", ceiling: 0.5 }, first_day: "2026-03-02" },
    });
  const [a, b, c] = [
    await ceiling("beta", "routing"),
    await ceiling("alpha", "launch"),
    await ceiling("gamma", "routing", "other"),
  ];
  await announceNotice(anna, notice("zeta", "2026-04-01T00:00:00Z"));
  await announceNotice(anna, notice("eta", "2026-05-01T00:00:00Z"));
  await setClock("2026-03-05T09:00:00Z");
  await writeResult(a, { day: "2026-03-02", verdict: "watch" });
  await writeResult(b, { day: "2026-03-03", verdict: "breach" });
  await writeResult(b, { day: "2026-03-04", verdict: "kept" });
  await writeResult(c, { day: "2026-03-02", verdict: "failed" });
  const change = async (code: string, patch: object) =>
    patchFinding(anna, code, patch, (await getFinding(anna, code)).version);
  await change("F-0001", { due_on: "2026-03-20" });
  await change("F-0002", { due_on: "2026-04-20", owner: "anna@example.com" });
  await change("F-0003", { owner: "ben@example.com" });
});

const notice = (router: string, effective_from: string) => ({
  ...{
    router,
    policy_version: "v2",
    content_hash: (router === "eta" ? "ab" : "cd").repeat(32),
    effective_from,
  },
});

describe("findings", () => {
  it("come in the order that is asked, over all pages, unknown last either way", async () => {
    expect(await codes({})).toEqual(["F-0003", "F-0002", "F-0001"]);
    expect(await codes({ sort: "due_on" })).toEqual(["F-0001", "F-0002", "F-0003"]);
    expect(await codes({ sort: "-due_on" })).toEqual(["F-0002", "F-0001", "F-0003"]);
    expect(await codes({ sort: "verdict" })).toEqual(["F-0002", "F-0001", "F-0003"]);
    expect(await codes({ sort: "title" })).toEqual(["F-0002", "F-0001", "F-0003"]);
    expect(await codes({ sort: "-commitment,clause" })).toEqual(["F-0003", "F-0002", "F-0001"]);
  });

  it("of the queue are mine first, then by due day, on every page", async () => {
    expect(await codes({ sort: "queue" })).toEqual(["F-0002", "F-0001", "F-0003"]);
  });

  it("are filtered by commitment, clause and verdict", async () => {
    expect(await codes({ commitment: "other" })).toEqual(["F-0003"]);
    expect(await codes({ clause: "launch" })).toEqual(["F-0002"]);
    expect(await codes({ verdict: ["watch", "failed"] })).toEqual(["F-0003", "F-0001"]);
    expect(await codes({ verdict: "breach" })).toEqual(["F-0002"]);
    expect(await codes({ commitment: "none-such" })).toEqual([]);
  });

  it("leave the workspace in the same order", async () => {
    const { chunks } = await exportFindings(anna, FindingsQuery.parse({ sort: "due_on" }), "title");
    let csv = "";
    for await (const chunk of chunks) csv += chunk;
    expect(
      csv
        .split("\r\n")
        .slice(1, 4)
        .map((line) => line.slice(0, 6)),
    ).toEqual(["F-0001", "F-0002", "F-0003"]);
  });
});

describe("checks, results and notices", () => {
  it("come in the order that is asked", async () => {
    const checks = async (sort: string) =>
      (await walk((q) => listChecks(anna, q), ChecksQuery.parse({ sort, limit: 2 }))).map(({ key }) => key);
    expect(await checks("-key")).toEqual(["gamma", "beta", "alpha"]);
    expect(await checks("latest")).toEqual(["beta", "gamma", "alpha"]);
    expect(await checks("-latest_day,key")).toEqual(["alpha", "beta", "gamma"]);
    const said = async (verdict: unknown, rest: object = {}) =>
      (await walk((q) => listChecks(anna, q), ChecksQuery.parse({ verdict, limit: 1, ...rest }))).map(
        ({ key }) => key,
      );
    expect(await said("kept")).toEqual(["alpha"]);
    expect(await said(["kept", "watch"])).toEqual(["alpha", "beta"]);
    expect(await said(["kept", "watch"], { sort: "latest" })).toEqual(["beta", "alpha"]);
    expect(await said("none")).toEqual([]);
    expect(ChecksQuery.safeParse({ verdict: "fine" }).success).toBe(false);
    const results = async (sort: string) =>
      (await walk((q) => listResults(anna, q), ResultsQuery.parse({ sort, limit: 3 }))).map(
        ({ check, day }) => `${check.key} ${day.slice(8)}`,
      );
    expect(await results("check,-day")).toEqual(["alpha 04", "alpha 03", "beta 02", "gamma 02"]);
    expect(await results("verdict")).toEqual(["alpha 03", "beta 02", "gamma 02", "alpha 04"]);
    const notices = async (query: object) =>
      (await walk((q) => listNotices(anna, q), NoticesQuery.parse({ limit: 1, ...query }))).map(
        ({ router }) => router,
      );
    expect(await notices({})).toEqual(["eta", "zeta"]);
    expect(await notices({ sort: "effective_from" })).toEqual(["zeta", "eta"]);
    expect(await notices({ sort: "router" })).toEqual(["eta", "zeta"]);
  });

  it("leave the workspace as a file in the same order", async () => {
    const { chunks, file_name } = await exportNotices(
      anna,
      NoticesQuery.parse({ sort: "effective_from" }),
      "router,status",
    );
    let csv = "";
    for await (const chunk of chunks) csv += chunk;
    const [head, ...lines] = csv.split("\r\n");
    expect(head).toBe("router,policy_version,note,status,opened_at,opened_by,agrees_with_register");
    expect(lines.map((line) => line.split(",")[0])).toEqual(["zeta", "eta", ""]);
    expect(file_name).toBe("notices.csv");
  });

  it("refuse a field that there is not, and a cursor of the other order", async () => {
    for (const schema of [ChecksQuery, FindingsQuery, ResultsQuery, NoticesQuery])
      expect(schema.safeParse({ sort: "secret" }).error?.issues).toMatchObject([
        { path: ["sort"], message: "There is no field “secret” to sort by." },
      ]);
    const first = await listResults(anna, ResultsQuery.parse({ limit: 1 }));
    await expect(
      listResults(anna, ResultsQuery.parse({ sort: "day", cursor: first.next_cursor })),
    ).rejects.toMatchObject({ status: 422 });
    await expect(listResults(anna, ResultsQuery.parse({ cursor: "3" }))).rejects.toMatchObject({
      status: 422,
    });
  });
});
