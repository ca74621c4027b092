import { beforeAll, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { createKey } from "@/lib/identity/server";
import { OPERATOR } from "@/lib/testing/actors";
import { POST as purgeSource } from "../routing/sources/[key]/purge/route";
import { POST as postDecisions } from "./decisions/route";
import { client, ndjson, record, storedIds } from "./testing/post";

beforeAll(migrateClickhouse);

const LINES = { "content-type": "application/x-ndjson" };

async function writeKey(): Promise<string> {
  const { secret } = await createKey(OPERATOR, { scope: "write", role: "compliance" });
  return `Bearer ${secret}`;
}

const post = (url: string, authorization: string, body: string, type: string) =>
  new Request(`http://localhost/api/v1/${url}`, {
    method: "POST",
    body,
    headers: { authorization, "content-type": type },
  });

it("refuses NUL in the name of a file and in that of a source", async () => {
  const gateway = await client("nul");
  const body = ndjson([record("nul")]);
  const named = await gateway.file(body, LINES, "?format=native&file_name=a%00b");
  expect([named.status, named.body.errors?.[0]?.pointer]).toEqual([422, "/file_name"]);
  const request = post("ingest/decisions?source=%00", await writeKey(), body, "application/x-ndjson");
  expect((await postDecisions(request, { params: Promise.resolve({}) })).status).toBe(422);
  expect(await storedIds()).toEqual([]);
});

it("finds nothing where a path holds NUL", async () => {
  const body = JSON.stringify({ from: "2026-01-01", dry_run: true });
  const request = post("routing/sources/%00/purge", await writeKey(), body, "application/json");
  expect((await purgeSource(request, { params: Promise.resolve({ key: "%00" }) })).status).toBe(404);
});

it("takes a write key's delivery for the source that it names, and no other parameters", async () => {
  const authorization = await writeKey();
  const send = (query: string) =>
    postDecisions(
      post(`ingest/decisions${query}`, authorization, ndjson([record("named")]), "application/x-ndjson"),
      { params: Promise.resolve({}) },
    );
  expect((await send("?source=nul")).status).toBe(200);
  expect((await send("?source=nowhere")).status).toBe(404);
  expect((await send("")).status).toBe(422);
  expect((await send("?source=nul&sauce=nul")).status).toBe(422);
});
