import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR } from "@/lib/testing/actors";
import { client, type Sent, storedIds } from "./testing/post";

const SAMPLES = join(process.cwd(), "../shared/samples");
const absent = !existsSync(SAMPLES);
if (absent) console.warn(`skipped: records of gateways, since ${SAMPLES} is not there`);
const LINES = { "content-type": "application/x-ndjson" };

let gateway: Awaited<ReturnType<typeof client>>;

beforeAll(async () => {
  await migrateClickhouse();
  await importRegister(OPERATOR, {
    policies: [{ router: "main", version: "v1", from: "2020-01-01T00:00:00Z", aliases: ["Auto "] }],
  });
  gateway = await client("gateways");
});

const counts = ({ status, body }: Sent) => [
  status,
  body.received,
  body.accepted,
  body.duplicate,
  body.rejected,
];

const stored = (id: string) =>
  clickhouse().rows({
    sql: `SELECT chosen_model, router, decided_by, decided_because, requested_model, toString(line) AS line
      FROM decisions WHERE decision_id = {id:String}`,
    params: { id },
    row: z.record(z.string(), z.string()),
  });

/** The smallest record of LiteLLM that is one. */
const call = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  call_type: "acompletion",
  startTime: 1767225600.5,
  endTime: 1767225601.5,
  model: "zeta-large",
  ...more,
});

describe("records as gateways deliver them", () => {
  // What is no record (a schema, an error, a template with its placeholders) is named as one that cannot be read.
  it.skipIf(absent).each<[string, string, number, number]>([
    ["litellm", "litellm/generic_api_batch.ndjson", 1, 1],
    ["litellm", "litellm/spend_logs_row.json", 1, 1],
    ["litellm", "litellm/spend_logs_row_autorouted_ASSEMBLED.json", 1, 1],
    ["litellm", "litellm/routing_decision_schema.json", 1, 0],
    ["bedrock", "bedrock/model_invocation_log_converse.json", 1, 1],
    ["bedrock", "bedrock/model_invocation_log_invokemodel.json", 1, 0],
    ["openrouter", "openrouter/generation.json", 1, 1],
    ["openrouter", "openrouter/error_404_openrouter_metadata.json", 1, 0],
    ["langfuse", "langfuse/observation_generation.json", 1, 1],
    ["helicone", "helicone/request_row.json", 1, 1],
    ["vllm-sr", "vllm-sr/router_replay_list.json", 2, 2],
    ["vllm-sr", "vllm-sr/router_replay_record_with_scores_ASSEMBLED.json", 1, 1],
    ["azure", "azure/model_router_fallback.json", 1, 0],
  ])("%s: %s", async (name, file, received, accepted) => {
    const path = join(SAMPLES, file);
    const headers = file.endsWith("ndjson") ? LINES : {};
    const sent = await gateway.gateway(name, readFileSync(path), headers);
    expect(counts(sent)).toEqual([200, received, accepted, 0, received - accepted]);
    const packed = gzipSync(readFileSync(path));
    const again = await gateway.gateway(name, packed, { ...headers, "content-encoding": "gzip" });
    expect(counts(again)).toEqual([200, received, 0, accepted, received - accepted]);
  });

  it("are the same in an array, in lines, alone and over many lines", async () => {
    const [a, b] = [call("shape-a"), call("shape-b")];
    const bodies: [string, Record<string, string>, number][] = [
      [JSON.stringify([a, b]), {}, 2],
      [`${JSON.stringify(a)}\n${JSON.stringify(b)}\n`, LINES, 2],
      [`${JSON.stringify(a)}\n${JSON.stringify(b)}`, {}, 2],
      [JSON.stringify(a), {}, 1],
      [`${JSON.stringify(a)}\n\n`, {}, 1],
      [`\n${JSON.stringify(a, null, 2)}\n`, {}, 1],
      [JSON.stringify({ data: [a, b], total: 2 }), {}, 2],
      [JSON.stringify({ data: [a, b], total: 2 }, null, 1), {}, 2],
    ];
    for (const [index, [body, headers, received]] of bodies.entries()) {
      const accepted = index === 0 ? 2 : 0;
      expect(counts(await gateway.gateway("litellm", body, headers)), body).toEqual([
        200,
        received,
        accepted,
        received - accepted,
        0,
      ]);
    }
    expect((await storedIds()).filter((id) => id.startsWith("shape-"))).toEqual(["shape-a", "shape-b"]);
  });

  it("name a bad one by its place and spare the others, in lists too", async () => {
    const list = { data: [call("list-a"), call("list-b", { model: 5 }), call("list-a"), call("list-c")] };
    const sent = await gateway.gateway("litellm", JSON.stringify(list, null, 2));
    expect(sent.body).toMatchObject({ received: 4, accepted: 2, duplicate: 1, rejected: 1 });
    expect(sent.body.errors).toMatchObject([{ line: 2, pointer: "/model" }]);
    const twice = `{"data":[${JSON.stringify(call("list-d"))},{"id":"list-e","id":"list-f"}]}`;
    const named = await gateway.gateway("litellm", twice);
    expect(named.body).toMatchObject({ received: 2, accepted: 1, rejected: 1 });
    expect(named.body.errors).toMatchObject([{ line: 2, pointer: "/id" }]);
  });

  it("are routed on evidence alone: an alias that a policy declares is one", async () => {
    await gateway.gateway(
      "litellm",
      JSON.stringify([
        call("alias-yes", { model_group: "auto" }),
        call("alias-no", { model_group: "zeta-large" }),
      ]),
    );
    expect(await stored("alias-yes")).toMatchObject([
      { decided_by: "router", decided_because: expect.stringContaining("alias"), requested_model: "auto" },
    ]);
    expect(await stored("alias-no")).toMatchObject([{ decided_by: "pinned" }]);
  });

  it("may come as a file, in the format that it names", async () => {
    const file = await gateway.file(
      `${JSON.stringify(call("file-a"))}\n`,
      LINES,
      "?format=litellm&file_name=x.ndjson",
    );
    expect(counts(file)).toEqual([200, 1, 1, 0, 0]);
    const array = await gateway.file(
      JSON.stringify([call("file-a"), call("file-b")]),
      { "content-type": "application/json" },
      "?format=litellm",
    );
    expect(counts(array)).toEqual([200, 2, 1, 1, 0]);
  });

  it("sent to the wrong route first are read at the right one", async () => {
    const body = JSON.stringify([call("wrong-first")]);
    expect(counts(await gateway.gateway("helicone", body))).toEqual([200, 1, 0, 0, 1]);
    expect(counts(await gateway.gateway("litellm", body))).toEqual([200, 1, 1, 0, 0]);
  });

  it("of an unknown gateway are not found", async () => {
    expect((await gateway.gateway("nobody", "[]")).status).toBe(404);
    expect((await gateway.gateway("constructor", "[]")).status).toBe(404);
  });
});

describe("bodies that cannot be read", () => {
  const GATEWAYS = [
    "litellm",
    "bedrock",
    "openrouter",
    "langfuse",
    "helicone",
    "portkey",
    "cloudflare",
    "azure",
    "vllm-sr",
  ];

  it.each<[string, string | Uint8Array<ArrayBuffer>, number, number]>([
    ["nothing", "", 400, 0],
    ["blanks", " \n ", 400, 0],
    ["text", "hello", 200, 1],
    ["a cut document", '{"data":[{"id":"x"', 200, 1],
    ["a cut document over lines", '{\n"data":[\n{"id":"x"', 200, 1],
    ["a cut array", '[{"id":"x"}', 400, 0],
    ["an array and more", "[]]", 400, 0],
    ["a number", "5", 200, 1],
    ["null", "null", 200, 1],
    ["an array of everything but records", '[1,null,"x",[],true,{}]', 200, 6],
    ["nested 10,000 deep", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, 200, 1],
    ["1e999", '{"id":1e999}', 200, 1],
    ["half a surrogate pair", '{"id":"\\ud800"}', 200, 1],
    ["NUL", '{"id":"\\u0000"}', 200, 1],
    ["bad UTF-8 in a document", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 200, 1],
    ["names of prototypes", '{"__proto__":{"id":"x"},"constructor":1,"toString":2}', 200, 1],
    ["a list that is none", '{"data":5}', 200, 1],
    ["a list of none", '{"data":[1,null,[[]]]}', 200, 3],
  ])("%s", async (_, body, status, rejected) => {
    const before = await storedIds();
    for (const name of GATEWAYS) {
      const sent = await gateway.gateway(name, body);
      expect([name, sent.status]).toEqual([name, status]);
      if (status !== 200) continue;
      const { received = 0, accepted, duplicate } = sent.body;
      expect([name, accepted, duplicate, sent.body.rejected]).toEqual([name, 0, 0, received]);
      // A list is an envelope to some, and to others one record that is none.
      expect(received).toBeLessThanOrEqual(rejected);
    }
    expect(await storedIds()).toEqual(before);
  });

  it("a single document over its limit", async () => {
    const sent = await gateway.gateway("litellm", `{"data":["${"x".repeat(33 * 1_048_576)}"]}`);
    expect([sent.status, sent.body.detail]).toEqual([413, expect.stringContaining("32 MiB")]);
  });
});
