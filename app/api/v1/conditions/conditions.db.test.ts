import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createKey } from "@/lib/identity/server";
import { ConditionList, type ConditionView } from "@/lib/register";
import { dayFromNow, openCondition } from "@/lib/register/conditions/testing/scene";
import { setScene } from "@/lib/register/reviews/testing/scene";
import { OPERATOR } from "@/lib/testing/actors";
import { GET as choices, PUT as choose } from "../notifications/choices/route";
import { GET as digest } from "../notifications/digest/route";
import { POST as markRead } from "../notifications/read/route";
import { GET as notifications } from "../notifications/route";
import { POST as judge } from "./[id]/checks/route";
import { GET as download } from "./[id]/proofs/[proof]/route";
import { POST as prove } from "./[id]/proofs/route";
import { GET as get, PATCH as patch } from "./[id]/route";
import { GET as list } from "./route";

const Problem = z.object({
  type: z.string(),
  errors: z.array(z.object({ pointer: z.string() })).optional(),
});
const keys = { write: "", read: "", executive: "", manager: "", wrong: "evh_wrong" };
type Route = typeof list;
type Call = {
  key?: keyof typeof keys;
  params?: Record<string, string>;
  method?: string;
  body?: BodyInit;
  type?: string;
  search?: string;
  if_match?: string;
};

async function send(handler: Route, call: Call): Promise<Response> {
  const { key = "write", params = {}, method, body, type, search = "", if_match } = call;
  const request = new Request(`http://localhost/api/v1/conditions${search}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      authorization: `Bearer ${keys[key]}`,
      ...(type === undefined ? {} : { "content-type": type }),
      ...(if_match === undefined ? {} : { "if-match": if_match }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return handler(request, { params: Promise.resolve(params) });
}

async function call(handler: Route, options: Call) {
  const response = await send(handler, options);
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

const json = (value: unknown) => ({ body: JSON.stringify(value), type: "application/json" });
const form = (over: Record<string, string | Blob | null> = {}): FormData => {
  const parts = {
    file: new File(["<script>alert(1)</script>"], 'prüf "1".html', { type: "text/html" }),
    ...{ period_from: dayFromNow(-30), period_to: dayFromNow(-1) },
    ...over,
  };
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) if (value !== null) data.append(name, value);
  return data;
};

let one: ConditionView;
beforeAll(async () => {
  const scene = await setScene();
  const { anthropic, berta, anna } = scene.people;
  one = await openCondition({ overlap: scene.claude, asker: anthropic, decider: berta }, anna.email);
  keys.write = (await createKey(OPERATOR, { scope: "write", role: "compliance" })).secret;
  keys.read = (await createKey(OPERATOR, { scope: "read", role: "compliance" })).secret;
  keys.manager = (await createKey(OPERATOR, { scope: "write", role: "partner_manager" })).secret;
  keys.executive = (await createKey(OPERATOR, { scope: "read", role: "executive" })).secret;
});

describe("reading conditions", () => {
  it("lists and shows them, by number and by id, with their version", async () => {
    const { status, answer } = await call(list, { search: "?status=open&limit=1" });
    expect(status).toBe(200);
    expect(ConditionList.parse(answer).items.map(({ key }) => key)).toEqual([one.key]);
    for (const id of [one.id, one.key]) {
      const found = await call(get, { key: "executive", params: { id } });
      expect([found.status, found.etag]).toEqual([200, `"${one.version}"`]);
    }
  });

  it.each([
    ["a wrong key", { key: "wrong" }, 401, "unauthorized", undefined],
    ["an unknown parameter", { search: "?x=1" }, 422, "invalid", ["/x"]],
    ["a cursor of somebody else's", { search: "?cursor=abc" }, 422, "invalid", ["/cursor"]],
    ["a day that there is not", { search: "?cursor=2026-99-99.1" }, 422, "invalid", ["/cursor"]],
    ["the year 0", { search: "?cursor=0000-01-01.1" }, 422, "invalid", ["/cursor"]],
    ["the character NUL", { search: "?owner=a%00b" }, 422, "invalid", ["/owner"]],
  ] as const)("is refused with %s", async (_, options, status, type, pointers) => {
    expect(await call(list, options)).toMatchObject({ status, type, ...(pointers ? { pointers } : {}) });
  });

  it("answers for what is not there as for what is behind a wall", async () => {
    for (const id of ["CN-9999", "nothing", crypto.randomUUID()])
      expect((await call(get, { params: { id } })).status).toBe(404);
  });
});

describe("giving proof", () => {
  const params = () => ({ id: one.key });
  it.each([
    ["no form", { ...json({ period_from: "2026-01-01" }) }, 415, undefined],
    ["another body than it says", { body: "x", type: "multipart/form-data; boundary=y" }, 400, undefined],
    ["no file", { body: form({ file: null }) }, 422, ["/file"]],
    ["an empty file", { body: form({ file: new File([], "a.txt") }) }, 422, ["/file"]],
    ["no period", { body: form({ period_from: null }) }, 422, ["/period_from"]],
    ["a day that is none", { body: form({ period_to: "2026-02-30" }) }, 422, ["/period_to"]],
    ["the year 0", { body: form({ period_from: "0000-01-01" }) }, 422, ["/period_from"]],
    ["an unknown word", { body: form({ more: "x" }) }, 422, ["/more"]],
    [
      "more than it takes",
      { body: form({ file: new File([new Uint8Array(10 * 1_048_576 + 1)], "a.bin") }) },
      413,
      undefined,
    ],
    ["a read key", { key: "read", body: form() }, 403, undefined],
    ["a partner manager's key, which is assigned nobody", { key: "manager", body: form() }, 403, undefined],
    ["an executive who does not own it", { key: "executive", body: form() }, 403, undefined],
    ["a wrong key", { key: "wrong", body: form() }, 401, undefined],
  ] as const)("is refused with %s", async (_, options, status, pointers) => {
    const answer = await call(prove, { ...options, params: params() });
    expect(answer).toMatchObject({ status, ...(pointers ? { pointers } : {}) });
  });

  it("keeps the file, and gives it back as a download that nothing runs", async () => {
    const { status, answer, etag } = await call(prove, { body: form({ note: "Seen." }), params: params() });
    expect(status).toBe(201);
    const view = answer as ConditionView;
    expect([view.status, etag]).toEqual(["proven", `"${view.version}"`]);
    const [proof] = view.proof_list;
    const response = await send(download, {
      key: "executive",
      params: { ...params(), proof: proof?.id ?? "" },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; .*filename\*=UTF-8''pr%C3%BCf/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(proof?.sha256);
    const body = { proof: proof?.id, outcome: "effective", note: "Fine." };
    expect(await call(judge, { ...json(body), params: params() })).toMatchObject({
      ...{ status: 403, type: "person_required" },
    });
  });
});

describe("handing on", () => {
  it("wants the version that was read", async () => {
    const hand = (options: Call) =>
      call(patch, { method: "PATCH", params: { id: one.key }, ...json({ owner: one.owner }), ...options });
    expect(await hand({})).toMatchObject({ status: 428 });
    expect(await hand({ if_match: '"999"' })).toMatchObject({ status: 412 });
    expect(await hand({ key: "executive", if_match: '"1"' })).toMatchObject({ status: 403 });
  });
});

describe("notifications", () => {
  it.each([
    ["the list", notifications, {}],
    ["marking", markRead, json({ all: true })],
    ["choices", choices, {}],
    ["choosing", choose, { method: "PUT", ...json({ choices: [] }) }],
    ["the digest", digest, {}],
  ] as const)("are of people: %s refuses keys", async (_, handler, options) => {
    expect(await call(handler as Route, options)).toMatchObject({ status: 403, type: "person_required" });
  });
});
