import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import * as importing from "@/app/api/v1/import/register/route";
import * as retire from "@/app/api/v1/parties/[id]/retire/route";
import * as party from "@/app/api/v1/parties/[id]/route";
import * as parties from "@/app/api/v1/parties/route";
import * as partnership from "@/app/api/v1/partnerships/[id]/route";
import * as policies from "@/app/api/v1/policies/route";
import * as products from "@/app/api/v1/products/route";
import { createKey } from "@/lib/identity/server";
import { sampleDocument } from "@/lib/register/testing/sample";
import { OPERATOR } from "@/lib/testing/actors";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Init = {
  id?: string;
  key?: string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  query?: string;
};

const keys = { write: "", read: "", executive: "", ingest: "" };
const Body = z.record(z.string(), z.unknown());

async function call(handler: Handler, init: Init = {}) {
  const { id, key = keys.write, method = "GET", body, headers = {}, query = "" } = init;
  const request = new Request(`http://localhost/api/v1/x${query}`, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await handler(request, {
    params: Promise.resolve<Record<string, string>>(id === undefined ? {} : { id }),
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get("content-type") ?? "") ? Body.parse(JSON.parse(text)) : {};
  return { status: response.status, headers: response.headers, text, json };
}

const post = (body: unknown, init: Init = {}) => ({ ...init, method: "POST", body });
const patch = (id: string, if_match: string | null, body: unknown): Init => ({
  id,
  method: "PATCH",
  body,
  headers: if_match === null ? {} : { "if-match": if_match },
});

beforeAll(async () => {
  const make = async (input: Parameters<typeof createKey>[1]) => (await createKey(OPERATOR, input)).secret;
  keys.write = await make({ scope: "write", role: "compliance" });
  keys.read = await make({ scope: "read", role: "compliance" });
  keys.executive = await make({ scope: "read", role: "executive" });
  keys.ingest = await make({ scope: "ingest", source: "gateway" });
  const answer = await call(importing.POST, post(sampleDocument()));
  expect(answer.status).toBe(200);
});

describe("the register over HTTP", () => {
  it("creates with a place and a version, and reads by either name", async () => {
    const made = await call(parties.POST, post({ key: "iota", name: "Iota", kinds: ["partner"] }));
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
    expect(made.headers.get("location")).toBe(`/api/v1/parties/${made.json.id}`);
    for (const id of ["iota", String(made.json.id)]) {
      const read = await call(party.GET, { id });
      expect([read.status, read.headers.get("etag"), read.json.key]).toEqual([200, '"1"', "iota"]);
    }
  });

  it("wants the version that was read", async () => {
    expect((await call(party.PATCH, patch("iota", null, { note: "x" }))).status).toBe(428);
    for (const stale of ['"7"', "*", '"x"'])
      expect((await call(party.PATCH, patch("iota", stale, { note: "x" }))).status).toBe(412);
    const done = await call(party.PATCH, patch("iota", '"1"', { note: "x" }));
    expect([done.status, done.headers.get("etag"), done.json.note]).toEqual([200, '"2"', "x"]);
    const same = await call(party.PATCH, patch("iota", '"2"', { note: "x" }));
    expect([same.status, same.headers.get("etag")]).toEqual([200, '"2"']);
    const cleared = await call(party.PATCH, patch("iota", 'W/"2"', { note: null }));
    expect(cleared.json.note).toBeNull();
  });

  it("names each fault of the input by pointer", async () => {
    const faults = async (body: unknown) => {
      const { status, json } = await call(parties.POST, post(body));
      return [status, (json.errors as { pointer: string }[]).map(({ pointer }) => pointer)];
    };
    expect(await faults({ key: "x y", name: "", kinds: ["friend"], colour: 1 })).toEqual([
      422,
      ["/key", "/name", "/kinds/0", "/colour"],
    ]);
    expect(await faults({ key: "k", name: "K", kinds: ["partner"], parent: "nobody" })).toEqual([
      422,
      ["/parent"],
    ]);
    expect(await faults({ key: "iota", name: "Again", kinds: ["partner"] })).toEqual([422, ["/key"]]);
    const second = await call(parties.POST, post({ key: "k", name: "Second Cloud", kinds: ["platform"] }));
    expect([second.status, second.text]).toEqual([422, expect.stringMatching(/Acme Cloud.*Second Cloud/)]);
    expect((await call(party.PATCH, patch("iota", '"3"', { key: "renamed" }))).json.errors).toMatchObject([
      { pointer: "/key" },
    ]);
    expect((await call(party.PATCH, patch("iota", '"3"', { name: null }))).status).toBe(422);
  });

  it("refuses keys that may not, before it reads the body", async () => {
    const body = "not json";
    expect((await call(parties.POST, post(body, { key: keys.read }))).status).toBe(403);
    expect((await call(parties.POST, post(body, { key: keys.executive }))).status).toBe(403);
    expect((await call(parties.GET, { key: keys.ingest })).status).toBe(403);
    expect((await call(parties.GET, { key: "evh_unknown" })).status).toBe(401);
    expect((await call(importing.POST, post(body, { key: keys.read }))).status).toBe(403);
    expect((await call(parties.POST, post(body))).status).toBe(400);
    expect(
      (await call(parties.POST, { method: "POST", body, headers: { "content-type": "text/plain" } })).status,
    ).toBe(415);
  });

  it("answers the same for what is behind a wall and for what never was", async () => {
    const bare = async (id: string) => {
      const { status, json } = await call(partnership.GET, { id, key: keys.executive });
      const { request_id: _, ...rest } = json;
      return { status, rest };
    };
    expect(await bare("acme-zeta")).toEqual(await bare("never-was"));
    expect((await bare("acme-zeta")).status).toBe(404);
    expect((await call(partnership.GET, { id: "acme-zeta", key: keys.read })).status).toBe(200);
  });

  it("lists with filters, order, pages and words, and exports exactly that", async () => {
    const list = await call(parties.GET, { query: "?kinds=partner&sort=-name&limit=2" });
    expect(Object.keys(list.json)).toEqual(["items", "next_cursor"]);
    expect((list.json.items as { key: string }[]).map(({ key }) => key)).toEqual(["zeta", "iota"]);
    const next = await call(parties.GET, {
      query: `?kinds=partner&sort=-name&limit=2&cursor=${list.json.next_cursor}`,
    });
    expect(next.json).toMatchObject({ items: [{ key: "lab" }], next_cursor: null });
    for (const query of [
      "?colour=red",
      "?sort=colour",
      "?limit=0",
      "?limit=x",
      "?cursor=-1",
      "?format=xml",
      "?format=csv&columns=x",
    ])
      expect((await call(parties.GET, { query })).status, query).toBe(422);
    const csv = await call(parties.GET, {
      query: "?format=csv&kinds=partner&sort=-name&columns=key,name,kinds",
    });
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect(csv.text).toBe(
      "key,name,kinds\r\nzeta,Zeta AI,partner\r\niota,Iota,partner\r\nlab,Acme Lab,partner\r\n",
    );
  });

  it("disarms formulas in exports", async () => {
    await call(parties.POST, post({ key: "formula", name: '=HYPERLINK("http://x")', kinds: ["customer"] }));
    const csv = await call(parties.GET, { query: "?format=csv&kinds=customer&columns=name" });
    expect(csv.text).toBe('name\r\n"\'=HYPERLINK(""http://x"")"\r\n');
  });

  it("retires with a reason, keeps what was there, and takes it out of lists", async () => {
    expect((await call(retire.POST, post({}, { id: "iota" }))).status).toBe(422);
    expect(
      (await call(retire.POST, post({ reason: "x" }, { id: "iota", headers: { "if-match": '"1"' } }))).status,
    ).toBe(412);
    const done = await call(retire.POST, post({ reason: "Dissolved." }, { id: "iota" }));
    expect(done.json).toMatchObject({ retired_reason: "Dissolved.", version: 4 });
    expect((await call(party.GET, { id: "iota" })).json.retired_at).not.toBeNull();
    expect((await call(parties.GET, { query: "?q=iota" })).json.items).toEqual([]);
    for (const version of ['"3"', '"4"']) {
      const refused = await call(party.PATCH, patch("iota", version, { name: "Iota again" }));
      expect([refused.status, refused.json.type]).toEqual([409, "urn:evenhand:retired"]);
    }
  });

  it("keeps a policy's own version apart from the record's", async () => {
    const made = await call(policies.POST, post({ router: "My Router", version: "v9", from: "2026-05-01" }));
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
    expect(made.json).toMatchObject({
      version: "v9",
      record_version: 1,
      key: "My Router@v9",
      from: "2026-05-01T00:00:00.000Z",
    });
    const again = await call(policies.POST, post({ router: "My Router", version: "v9", from: "2026-06-01" }));
    expect([again.status, again.json.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: "/version" })],
    ]);
  });

  it("survives numbers, dates and texts at the edge of what the store can hold", async () => {
    const product = { key: "edge", owner: "zeta", name: "Edge", segments: [] };
    const price = (input_price_usd_per_mtok: unknown) => ({
      ...product,
      models: [{ name: "edge", input_price_usd_per_mtok }],
    });
    for (const bad of ["99999999999", "1e5", "-1", "NaN", 3, ""])
      expect((await call(products.POST, post(price(bad)))).status, String(bad)).toBe(422);
    const made = await call(products.POST, post(price("0000000001.50000000")));
    expect((made.json.models as { input_price_usd_per_mtok: string }[])[0]?.input_price_usd_per_mtok).toBe(
      "1.5",
    );
    for (const from of ["0000-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "now", 5])
      expect(
        (await call(policies.POST, post({ router: "r", version: "v", from }))).status,
        String(from),
      ).toBe(422);
    const name = "ℵ 平台 \"quoted\" \\ 'x'";
    const odd = await call(parties.POST, post({ key: "odd", name, kinds: ["partner"] }));
    expect([odd.status, odd.json.name]).toEqual([201, name]);
    for (const id of ["%", "..", "' OR 1=1", "\u0000", "x".repeat(5000)])
      expect((await call(party.GET, { id })).status, id.slice(0, 10)).toBe(404);
  });

  it("answers a dry run as the import itself would", async () => {
    const document = { parties: [{ key: "kappa", name: "Kappa", kinds: ["partner"] }] };
    const dry = await call(importing.POST, post(document, { query: "?dry_run=true" }));
    expect((await call(party.GET, { id: "kappa" })).status).toBe(404);
    const real = await call(importing.POST, post(document));
    expect(real.json).toEqual(dry.json);
    expect(real.json).toEqual({
      created: { parties: 1 },
      updated: { parties: 0 },
      unchanged: { parties: 0 },
      errors: [],
    });
    expect((await call(importing.POST, post("[1", {}))).status).toBe(400);
    const refused = await call(
      importing.POST,
      post({ parties: [{ key: "l", name: "L", kinds: ["partner"] }, { key: "m" }] }),
    );
    expect([refused.status, refused.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
    expect((await call(party.GET, { id: "l" })).status).toBe(404);
  });
});
