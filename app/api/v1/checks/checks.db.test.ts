import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import {
  CheckList,
  CheckView,
  CommitmentSummary,
  NoticeList,
  NoticeView,
  newSalt,
  noticeHash,
  noticeText,
} from "@/lib/commitments";
import { createKey } from "@/lib/identity/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { importRegister } from "@/lib/register/server";
import { OPERATOR } from "@/lib/testing/actors";
import * as commitment from "../commitments/[id]/route";
import * as summary from "../commitments/[id]/summary/route";
import * as noticeOpen from "../notices/[id]/open/route";
import * as notice from "../notices/[id]/route";
import * as notices from "../notices/route";
import * as answers from "./[id]/answers/route";
import * as decisions from "./[id]/decisions/route";
import * as check from "./[id]/route";
import * as supersede from "./[id]/supersede/route";
import * as withdraw from "./[id]/withdraw/route";
import * as checks from "./route";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Init = { id?: string; key?: string; method?: string; body?: unknown; query?: string; headers?: object };

const keys = { write: "", read: "", executive: "", manager: "" };
const Problem = z.object({
  type: z.string(),
  status: z.number(),
  errors: z.array(z.object({ pointer: z.string() })).optional(),
});

async function call(
  handler: Handler,
  { id, key = keys.write, method, body, query = "", headers }: Init = {},
) {
  const request = new Request(`http://localhost/api/v1/x${query}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const params: Record<string, string> = id === undefined ? {} : { id };
  const response = await handler(request, { params: Promise.resolve(params) });
  const answer: unknown = await response.json();
  const problem = Problem.safeParse(answer).data;
  return {
    status: response.status,
    answer,
    location: response.headers.get("location"),
    said:
      problem &&
      (problem.errors?.map(({ pointer }) => pointer) ?? [
        problem.status,
        problem.type.replace("urn:evenhand:", ""),
      ]),
  };
}

const body = (key: string, over: object = {}) => ({
  ...{ key, title: "Neutral routing", commitment: "promise", clause: "routing", first_day: "2099-01-01" },
  test: { metric: "routing_tilt", baseline: "partner_revealed" },
  ...over,
});
const version = (over: object = {}) => ({
  ...{ title: "Stricter", reason: "Small tilts matter.", first_day: "2099-02-01" },
  test: { metric: "routing_tilt", baseline: "partner_revealed", materiality: 1.02 },
  ...over,
});

beforeAll(async () => {
  await migrateClickhouse();
  await importRegister(OPERATOR, {
    commitments: [
      {
        ...{ key: "promise", text: "We give ourselves no advantage." },
        clauses: [
          { key: "routing", text: "Routing is neutral.", kind: "routing" },
          { key: "data", text: "Data stay apart.", kind: "data_use" },
        ],
      },
    ],
  });
  const make = async (scope: "read" | "write", role: "compliance" | "executive" | "partner_manager") =>
    (await createKey(OPERATOR, { scope, role })).secret;
  keys.write = await make("write", "compliance");
  keys.read = await make("read", "compliance");
  keys.executive = await make("read", "executive");
  keys.manager = await make("write", "partner_manager");
});

describe("checks over HTTP", () => {
  it("are defined, listed and read", async () => {
    const made = await call(checks.POST, { body: body("tilt") });
    const view = CheckView.parse(made.answer);
    expect([made.status, made.location]).toEqual([201, `/api/v1/checks/${view.id}`]);
    expect(view).toMatchObject({ key: "tilt", check_version: 1, status: "waiting" });
    for (const id of ["tilt", view.id])
      expect((await call(check.GET, { id, key: keys.executive })).answer).toEqual(made.answer);
    const listed = await call(checks.GET, { key: keys.manager, query: "?commitment=promise&status=waiting" });
    expect(CheckList.parse(listed.answer).items.map(({ id }) => id)).toEqual([view.id]);
  });

  it.each([
    [body("x", { key: "no key" }), ["/key"]],
    [body("x", { test: { metric: "luck" } }), ["/test/metric"]],
    [body("x", { test: { metric: "coverage", alpha: 0.01 } }), ["/test/alpha"]],
    [body("x", { first_day: "2099-02-30" }), ["/first_day"]],
    [body("x", { window_days: 0, schedule: { every: "hour" } }), ["/window_days", "/schedule/every"]],
    [body("x", { colour: "red" }), ["/colour"]],
    [body("tilt"), ["/key"]],
    [body("x", { commitment: "other", first_day: "2026-01-01" }), ["/commitment", "/first_day"]],
    [body("x", { clause: "other" }), ["/clause"]],
    [body("x", { test: { metric: "share_ceiling", ceiling: 0.4, focus: "party:other" } }), ["/test/focus"]],
    [{}, ["/key", "/title", "/commitment", "/clause", "/test", "/first_day"]],
  ])("names what is wrong with %j: %j", async (given, pointers) => {
    const { status, said } = await call(checks.POST, { body: given });
    expect([status, said]).toEqual([422, pointers]);
  });

  it("are never edited", async () => {
    const patch = { method: "PATCH", body: { title: "Other" }, headers: { "if-match": '"1"' } };
    expect((await call(check.PATCH, { id: "tilt", ...patch })).said).toEqual([409, "fixed"]);
    expect((await call(check.PATCH, { id: "nothing", ...patch })).said).toEqual([404, "not_found"]);
  });

  it("are superseded by what a person must approve", async () => {
    const made = await call(supersede.POST, { id: "tilt", body: version() });
    const view = CheckView.parse(made.answer);
    expect([made.status, view.check_version, view.status]).toEqual([201, 2, "proposed"]);
    expect((await call(supersede.POST, { id: "tilt", body: version() })).said).toEqual([409, "undecided"]);
    const { reason: _, ...silent } = version();
    expect((await call(supersede.POST, { id: "tilt", body: silent })).said).toEqual(["/reason"]);
    const approve = { id: "tilt", body: { outcome: "approved" } };
    expect((await call(decisions.POST, approve)).said).toEqual([403, "person_required"]);
    expect((await call(decisions.POST, { id: "tilt", body: { outcome: "perhaps" } })).said).toEqual([
      "/outcome",
    ]);
    expect((await call(decisions.POST, { ...approve, key: keys.executive })).said).toEqual([
      403,
      "forbidden",
    ]);
    // The key goes on meaning the version before, and names what is proposed.
    const meant = CheckView.parse((await call(check.GET, { id: "tilt" })).answer);
    expect([meant.check_version, meant.later.map(({ status }) => status)]).toEqual([1, ["proposed"]]);
  });

  it("are withdrawn by people, with a reason", async () => {
    const reason = "A slip.";
    expect((await call(withdraw.POST, { id: "tilt", body: { reason } })).said).toEqual([
      ...[403, "person_required"],
    ]);
    expect((await call(withdraw.POST, { id: "tilt", body: {} })).said).toEqual(["/reason"]);
    expect((await call(withdraw.POST, { id: "tilt", body: { reason }, key: keys.executive })).said).toEqual([
      ...[403, "forbidden"],
    ]);
  });

  it("are for who may", async () => {
    for (const key of [keys.read, keys.executive, keys.manager]) {
      expect((await call(checks.POST, { key, body: {} })).said).toEqual([403, "forbidden"]);
      expect((await call(supersede.POST, { key, id: "tilt", body: {} })).said).toEqual([403, "forbidden"]);
      expect((await call(checks.GET, { key })).status).toBe(200);
    }
    expect((await call(checks.GET, { key: "evh_unknown" })).status).toBe(401);
    for (const id of ["nothing", uuidv7(), "a\0b"])
      for (const handler of [check.GET, answers.GET, summary.GET] as Handler[])
        expect((await call(handler, { id })).said).toEqual([404, "not_found"]);
    expect((await call(checks.GET, { query: "?colour=red" })).said).toEqual(["/colour"]);
    expect((await call(checks.GET, { query: "?status=maybe" })).status).toBe(422);
    expect((await call(checks.GET, { query: "?cursor=x" })).said).toEqual(["/cursor"]);
  });

  it("ask people, not keys", async () => {
    const given = { id: "tilt", body: { answer: "kept", statement: "x" } };
    expect((await call(answers.POST, given)).said).toEqual([403, "person_required"]);
    expect((await call(answers.GET, { id: "tilt" })).said).toEqual([409, "no_attestation"]);
  });
});

describe("notices over HTTP", () => {
  const text = noticeText({ router: "main", version: "v2", from: "2099-01-01" }, newSalt());
  const given = (over: object = {}) => ({
    ...{ router: "main", policy_version: "v2", content_hash: noticeHash(text) },
    ...{ effective_from: "2099-01-01T00:00:00Z", ...over },
  });

  it("are announced, listed and opened", async () => {
    const made = await call(notices.POST, { body: given() });
    const view = NoticeView.parse(made.answer);
    expect([made.status, made.location, view.status]).toEqual([
      201,
      `/api/v1/notices/${view.id}`,
      "announced",
    ]);
    expect((await call(notice.GET, { id: view.id, key: keys.executive })).answer).toEqual(made.answer);
    const open = (content: string, key = keys.write) =>
      call(noticeOpen.POST, { id: view.id, key, body: { content } });
    expect((await open(`${text} `)).said).toEqual(["/content"]);
    expect((await open(text, keys.read)).said).toEqual([403, "forbidden"]);
    const opened = await open(text);
    expect([opened.status, NoticeView.parse(opened.answer).status]).toEqual([201, "opened"]);
    expect((await open(text)).said).toEqual([409, "opened"]);
    const listed = await call(notices.GET, { key: keys.manager, query: "?status=opened" });
    expect(NoticeList.parse(listed.answer).items).toEqual([opened.answer]);
  });

  it.each([
    [given({ content_hash: "abc" }), ["/content_hash"]],
    [given(), ["/content_hash"]],
    [given({ content_hash: "0".repeat(64), effective_from: "soon" }), ["/effective_from"]],
    [given({ content_hash: "0".repeat(64), effective_from: "2026-01-01" }), ["/effective_from"]],
    [{ router: " " }, ["/router", "/policy_version", "/content_hash", "/effective_from"]],
  ])("names what is wrong with %j: %j", async (wrong, pointers) => {
    expect((await call(notices.POST, { body: wrong })).said).toEqual(pointers);
  });

  it("are found by their ids, and announced by who may", async () => {
    for (const id of ["x", uuidv7()]) {
      expect((await call(notice.GET, { id })).said).toEqual([404, "not_found"]);
      expect((await call(noticeOpen.POST, { id, body: { content: "x" } })).said).toEqual([404, "not_found"]);
    }
    expect((await call(notices.POST, { key: keys.executive, body: {} })).said).toEqual([403, "forbidden"]);
  });
});

describe("a commitment over HTTP", () => {
  it("has a summary", async () => {
    const read = await call(summary.GET, { id: "promise", key: keys.manager });
    const { clauses, coverage } = CommitmentSummary.parse(read.answer);
    expect(clauses.map(({ key, checks: own }) => [key, own.length])).toEqual([
      ["data", 0],
      ["routing", 2],
    ]);
    expect(coverage).toEqual({ clauses: 2, passing: 0, evidenced: 0, neither: 2, answered: 0 });
  });

  it("keeps a clause that a check tests", async () => {
    const clauses = (...names: string[]): Init => ({
      ...{ id: "promise", method: "PATCH", headers: { "if-match": '"1"' } },
      body: { clauses: names.map((key) => ({ key, text: "T", kind: "routing" })) },
    });
    expect((await call(commitment.PATCH, clauses("data"))).said).toEqual(["/clauses"]);
    expect((await call(commitment.PATCH, clauses("routing", "other"))).status).toBe(200);
  });
});
