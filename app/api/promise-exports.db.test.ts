import { beforeAll, describe, expect, it } from "vitest";
import * as checks from "@/app/api/v1/checks/route";
import * as findings from "@/app/api/v1/findings/route";
import * as results from "@/app/api/v1/results/route";
import { makeCheck, makeCommitment, setClock, writeResult } from "@/lib/commitments/testing/promise";
import { withActor } from "@/lib/db/server";
import { createKey } from "@/lib/identity/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR } from "@/lib/testing/actors";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const secret = { executive: "", nobody: "evh_nobody" };

async function get(handler: Handler, query: string, key: keyof typeof secret = "executive") {
  const request = new Request(`http://localhost/api/v1/x?${query}`, {
    headers: { authorization: `Bearer ${secret[key]}` },
  });
  const response = await handler(request, { params: Promise.resolve({}) });
  const text = await response.text();
  return { status: response.status, name: response.headers.get("content-disposition"), text };
}

/** Rows by the names of their fields; none of the texts of this test has a comma. */
async function rows(handler: Handler, query: string): Promise<Record<string, string>[]> {
  const { status, text } = await get(handler, query);
  expect([status, text.endsWith("\r\n")]).toEqual([200, true]);
  const [head = "", ...lines] = text.trimEnd().split("\r\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? "", cell])));
}

beforeAll(async () => {
  secret.executive = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
  await setClock("2025-04-29T12:00:00Z");
  await makeCommitment("promise", ["launch", "routing"]);
  const made = [];
  for (const [key, clause] of [
    ["=cmd|' /C calc'!A0", "launch"],
    ["even", "routing"],
    ["waits", "routing"],
  ] as const)
    made.push(
      await makeCheck({
        ...{ key, commitment: "promise", clause },
        definition: {
          ...{ test: { metric: key === "even" ? "coverage" : "listing_time" }, window_days: 300 },
          first_day: key === "waits" ? "2026-05-01" : "2025-05-01",
        },
      }),
    );
  await setClock("2025-12-20T08:00:00Z");
  const [formula, even] = made;
  if (!formula || !even) throw new Error("Two checks were made.");
  // More than a page of an export holds.
  for (let n = 0; n < 210; n += 1) {
    const day = new Date(Date.UTC(2025, 4, 1 + n)).toISOString().slice(0, 10);
    await writeResult(even, { day, verdict: n === 30 ? "breach" : "kept" });
  }
  await writeResult(formula, { day: "2025-05-01", verdict: "watch" });
}, 120_000);

describe("exports of the promise's lists", () => {
  it("have every check that is asked for, and text that no spreadsheet runs", async () => {
    const all = await rows(checks.GET, "format=csv");
    expect(all.map(({ key, status, latest_verdict }) => [key, status, latest_verdict])).toEqual([
      ["'=cmd|' /C calc'!A0", "running", "watch"],
      ["even", "running", "kept"],
      ["waits", "waiting", ""],
    ]);
    const waiting = await rows(checks.GET, "format=csv&status=waiting&status=proposed&metric=listing_time");
    expect(waiting.map(({ key }) => key)).toEqual(["waits"]);
    const cut = await get(
      checks.GET,
      "format=csv&status=all&clause=routing&columns=status,title,strip&limit=1",
    );
    expect(cut.text).toBe(
      "key,check_version,title,status\r\neven,1,even,running\r\nwaits,1,waits,waiting\r\n",
    );
    expect(cut.name).toBe('attachment; filename="checks.csv"');
  });

  it("have every result of the selection, over all pages, once", async () => {
    const all = await rows(results.GET, "format=csv&check=even");
    expect(all).toHaveLength(210);
    // What the page's table says of a tilt: the count, and since when.
    for (const name of ["beyond_expected", "onset_day", "beyond_since_onset", "value", "limit"])
      expect(Object.keys(all[0] ?? {})).toContain(name);
    expect(new Set(all.map(({ id }) => id)).size).toBe(210);
    const some = await rows(results.GET, "format=csv&check=even&verdict=breach");
    expect(some.map(({ day, number, verdict }) => [day, number, verdict])).toEqual([
      ["2025-05-31", "31", "breach"],
    ]);
    expect(await rows(results.GET, "format=csv&from=2025-05-10&to=2025-05-12")).toHaveLength(2);
  });

  it("have findings by their filters, and say where traffic was generated", async () => {
    const all = await rows(findings.GET, "format=csv&status=open&status=remedied");
    expect(all.map(({ code, verdict, status }) => [code, verdict, status])).toEqual([
      ["F-0002", "watch", "open"],
      ["F-0001", "breach", "open"],
    ]);
    expect((await rows(findings.GET, "format=csv&check=even&owner=none")).map(({ check }) => check)).toEqual([
      "even",
    ]);
    expect((await get(findings.GET, "format=csv&status=closed")).text.split("\r\n")).toHaveLength(2);
    await withActor(OPERATOR, (tx) =>
      tx.trafficSource.create({
        data: { id: uuidv7(), key: "made", name: "Made", generated: true, updated_by: "system:operator" },
      }),
    );
    expect((await get(findings.GET, "format=csv")).name).toBe(
      'attachment; filename="simulated-findings.csv"',
    );
  });

  it("go to nobody who is unknown, and refuse what the lists refuse", async () => {
    for (const handler of [checks.GET, results.GET, findings.GET]) {
      expect((await get(handler, "format=csv", "nobody")).status).toBe(401);
      expect((await get(handler, "format=pdf")).status).toBe(422);
    }
    expect((await get(results.GET, "format=csv&verdict=fine")).status).toBe(422);
  });
});
