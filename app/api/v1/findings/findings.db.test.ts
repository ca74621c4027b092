import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { FindingList, FindingView } from "@/lib/commitments";
import { makeCheck, makeCommitment, setClock, writeResult } from "@/lib/commitments/testing/promise";
import { withActor } from "@/lib/db/server";
import { createKey } from "@/lib/identity/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR } from "@/lib/testing/actors";
import { POST as close } from "./[id]/close/route";
import { POST as comment } from "./[id]/comments/route";
import { POST as remedy } from "./[id]/remedy/route";
import { POST as risk } from "./[id]/risk/route";
import { POST as decide } from "./[id]/risk-decision/route";
import { GET as get, PATCH as patch } from "./[id]/route";
import { GET as list } from "./route";

const Problem = z.object({
  type: z.string(),
  errors: z.array(z.object({ pointer: z.string() })).optional(),
});
type Route = typeof list;
const keys = { write: "", read: "", executive: "", ingest: "" };

type Call = { key?: keyof typeof keys; id?: string; body?: unknown; search?: string; if_match?: string };

async function call(handler: Route, { key = "write", id, body, search = "", if_match }: Call) {
  const request = new Request(`http://localhost/api/v1/findings${search}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${keys[key]}`,
      "content-type": "application/json",
      ...(if_match === undefined ? {} : { "if-match": if_match }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(id === undefined ? {} : { id }) });
  const answer: unknown = await response.json();
  const problem = Problem.safeParse(answer).data;
  return {
    status: response.status,
    answer,
    etag: response.headers.get("etag"),
    type: problem?.type.replace("urn:evenhand:", ""),
    pointers: problem?.errors?.map(({ pointer }) => pointer),
  };
}

const CODE = "F-0001";
let ran = "";

beforeAll(async () => {
  await withActor(OPERATOR, (tx) =>
    tx.trafficSource.create({
      data: { id: uuidv7(), key: "gateway", name: "Gateway", generated: true, updated_by: "system:operator" },
    }),
  );
  keys.write = (await createKey(OPERATOR, { scope: "write", role: "compliance" })).secret;
  keys.read = (await createKey(OPERATOR, { scope: "read", role: "compliance" })).secret;
  keys.executive = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
  keys.ingest = (await createKey(OPERATOR, { scope: "ingest", source: "gateway" })).secret;
  await setClock("2026-01-04T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const make = (key: string) =>
    makeCheck({
      ...{ key, commitment: "promise", clause: "routing" },
      definition: { test: { metric: "coverage" }, first_day: "2026-01-05" },
    });
  const [failing, watched] = [await make("failing"), await make("watched")];
  await setClock("2026-01-06T12:00:00Z");
  await writeResult(failing, { day: "2026-01-05", verdict: "failed" });
  await writeResult(watched, { day: "2026-01-05", verdict: "watch" });
  await setClock("2026-01-07T12:00:00Z");
  ran = await writeResult(failing, { day: "2026-01-06", verdict: "kept" });
});

describe("GET /findings", () => {
  it("answers with every key of the contract, newest first, page by page", async () => {
    const { status, answer } = await call(list, { key: "executive" });
    expect(status).toBe(200);
    const page = FindingList.strict().parse(answer);
    expect(page.items.map(({ code, kind, verdict }) => [code, kind, verdict])).toEqual([
      ["F-0002", "tilt", "watch"],
      [CODE, "failure", "failed"],
    ]);
    const first = FindingList.parse((await call(list, { search: "?limit=1" })).answer);
    const search = `?limit=1&cursor=${first.next_cursor}`;
    const second = FindingList.parse((await call(list, { search })).answer);
    expect([...first.items, ...second.items]).toEqual(page.items);
    expect(second.next_cursor).toBeNull();
  });

  it.each([
    ["status=open", 2],
    ["status=closed", 0],
    ["status=closed&status=open", 2],
    ["check=watched", 1],
    ["check=nothing", 0],
    ["owner=none", 2],
    ["owner=a@example.com", 0],
    ["overdue=true", 0],
    ["overdue=false", 2],
  ])("filters by %s", async (query, count) => {
    const { answer } = await call(list, { search: `?${query}` });
    expect(FindingList.parse(answer).items).toHaveLength(count);
  });

  it.each([
    ["status=mended", "/status"],
    ["overdue=perhaps", "/overdue"],
    ["cursor=abc", "/cursor"],
    ["limit=0", "/limit"],
    ["colour=red", "/colour"],
  ])("refuses %s at %s", async (query, pointer) => {
    const { status, pointers } = await call(list, { search: `?${query}` });
    expect([status, pointers?.[0]]).toEqual([422, pointer]);
  });
});

describe("GET /findings/{id}", () => {
  it("answers with the timeline, its version as ETag, by id as by code", async () => {
    const { status, answer, etag } = await call(get, { id: CODE, key: "executive" });
    expect([status, etag]).toEqual([200, '"1"']);
    const view = FindingView.strict().parse(answer);
    expect(view.closing_candidates.map(({ id }) => id)).toEqual([ran]);
    expect((await call(get, { id: view.id })).answer).toEqual(answer);
  });

  it.each(["F-0003", "F-1", "nothing", uuidv7()])("does not find %s", async (id) => {
    expect(await call(get, { id })).toMatchObject({ status: 404, type: "not_found" });
  });
});

describe("who may", () => {
  it("is said before what is wrong", async () => {
    expect(await call(list, { key: "ingest" })).toMatchObject({ status: 403, type: "scope" });
    for (const handler of [patch, remedy, risk, decide, close, comment])
      for (const key of ["read", "executive"] as const)
        expect(await call(handler, { key, id: CODE, body: {}, if_match: "1" })).toMatchObject({
          status: 403,
        });
  });

  it("is a person where a second one is needed", async () => {
    const body = { until: "2026-02-01", reason: "Later." };
    expect(await call(risk, { id: CODE, body })).toMatchObject({ status: 403, type: "person_required" });
    expect(await call(decide, { id: CODE, body: { outcome: "accepted" } })).toMatchObject({
      ...{ status: 403, type: "person_required" },
    });
  });
});

describe("PATCH /findings/{id}", () => {
  it("needs the version that was read", async () => {
    const body = { cause: "The store was down." };
    expect((await call(patch, { id: CODE, body })).status).toBe(428);
    expect(await call(patch, { id: CODE, body, if_match: '"7"' })).toMatchObject({ status: 412 });
    const changed = await call(patch, { id: CODE, body: { ...body, due_on: "2026-01-20" }, if_match: '"1"' });
    expect(changed).toMatchObject({ status: 200, etag: '"2"', answer: { ...body, due_on: "2026-01-20" } });
  });

  it.each([
    [{ owner: "nobody@example.com" }, "/owner"],
    [{ owner: "nobody" }, "/owner"],
    [{ due_on: "2026-01-01" }, "/due_on"],
    [{ due_on: "2026-02-30" }, "/due_on"],
    [{ status: "closed" }, "/status"],
  ])("refuses %j at %s", async (body, pointer) => {
    const { status, pointers } = await call(patch, { id: CODE, body, if_match: "2" });
    expect([status, pointers?.[0]]).toEqual([422, pointer]);
  });
});

describe("what is done about one", () => {
  it("is recorded, commented, and closed by the result that shows it", async () => {
    const body = { remedy: "Restarted.", remedied_on: "2026-01-06" };
    expect((await call(remedy, { id: CODE, body })).answer).toMatchObject({ ...body, status: "remedied" });
    expect((await call(comment, { id: CODE, body: { text: "Told." } })).status).toBe(200);
    const unknown = await call(close, { id: CODE, body: { result: uuidv7() } });
    expect([unknown.status, unknown.pointers]).toEqual([422, ["/result"]]);
    expect(await call(close, { id: "F-0002", body: { result: ran } })).toMatchObject({
      ...{ status: 409, type: "not_shown" },
    });
    const closed = await call(close, { id: CODE, body: { result: ran } });
    expect(FindingView.parse(closed.answer)).toMatchObject({ status: "closed", closing_result: ran });
    expect(await call(remedy, { id: CODE, body })).toMatchObject({ status: 409, type: "finding_closed" });
  });
});
