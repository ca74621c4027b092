import { beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { client, ndjson, record, storedIds } from "./testing/post";

const line = (id: string, more: string) =>
  `{"decision_id":"${id}","occurred_at":"2026-01-01T00:00:00Z","chosen_model":"m"${more}}`;
const deep = (open: string, times: number, close: string) => open.repeat(times) + close.repeat(times);

/** Lines of which none can be stored, with the pointer that each is named by. */
const BAD: readonly (readonly [string, string | Buffer, string])[] = [
  ["bad JSON", "{", ""],
  ["no JSON", "hello", ""],
  ["two values", `${line("x", "")} ${line("y", "")}`, ""],
  ["no object", "[1]", ""],
  [
    "bad UTF-8",
    Buffer.concat([Buffer.from('{"decision_id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    "",
  ],
  [
    "a surrogate in UTF-8",
    Buffer.concat([Buffer.from('{"decision_id":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
    "",
  ],
  ["nesting over 64", line("x", `,"extra":${deep("[", 64, "]")}`), ""],
  ["nesting of 10,000", deep("[", 10_000, "]"), ""],
  ["nesting without end", "[".repeat(10_000), ""],
  ["a name twice", line("x", ',"task":"a","task":"b"'), "/task"],
  ["a name twice, once escaped", line("x", ',"task":"a","\\u0074ask":"b"'), "/task"],
  ["a name twice below", line("x", ',"candidates":[{"model":"a","model":"b"}]'), "/candidates/0/model"],
  ["a name twice in what is unknown", line("x", ',"z":{"a":[{"b":1,"b":1}]}'), "/z/a/0/b"],
  ["half a surrogate pair", line("x", ',"task":"\\ud83d"'), "/task"],
  ["half a surrogate pair in what is unknown", line("x", ',"z":"\\ude00\\ud83d"'), "/z"],
  ["NUL", line("x", ',"task":"a\\u0000"'), "/task"],
  ["NUL as it is", line("x", ',"task":"a\0b"'), "/task"],
  ["a number out of range", line("x", ',"cost_usd":1e999'), "/cost_usd"],
  ["a number out of range in what is unknown", line("x", ',"z":[-1e999]'), "/z/0"],
  ["a negative cost", line("x", ',"cost_usd":-0.5'), "/cost_usd"],
  ["a negative latency", line("x", ',"latency_ms":-1'), "/latency_ms"],
  ["negative tokens", line("x", ',"input_tokens":-1'), "/input_tokens"],
  ["part of a token", line("x", ',"output_tokens":0.5'), "/output_tokens"],
  ["more tokens than numbers hold", line("x", ',"output_tokens":9007199254740993'), "/output_tokens"],
  ["quality above 1", line("x", ',"candidates":[{"model":"a","quality":1.5}]'), "/candidates/0/quality"],
  [
    "probability below 0",
    line("x", ',"candidates":[{"model":"a","probability":-0.1}]'),
    "/candidates/0/probability",
  ],
  [
    "a negative expected cost",
    line("x", ',"candidates":[{"model":"a","cost_usd":-1}]'),
    "/candidates/0/cost_usd",
  ],
  ["text for a number", line("x", ',"cost_usd":"1"'), "/cost_usd"],
  ["a number for text", line("x", ',"task":1'), "/task"],
  ["truth for a number", line("x", ',"latency_ms":true'), "/latency_ms"],
  ["a number for truth", line("x", ',"outcome":{"status":"success","accepted":1}'), "/outcome/accepted"],
  ["a word that is none of a list", line("x", ',"arm":"blind"'), "/arm"],
  ["another such word", line("x", ',"decided_by":"fate"'), "/decided_by"],
  ["an outcome without status", line("x", ',"outcome":{}'), "/outcome/status"],
  ["a candidate without model", line("x", ',"candidates":[{"model":"a"},{}]'), "/candidates/1/model"],
  ["a candidate that is an array", line("x", ',"candidates":[["m",true,1]]'), "/candidates/0"],
  [
    "65 candidates",
    line("x", `,"candidates":[${Array.from({ length: 65 }, () => '{"model":"a"}')}]`),
    "/candidates",
  ],
  ["no id", '{"occurred_at":"2026-01-01T00:00:00Z","chosen_model":"m"}', "/decision_id"],
  ["an empty id", line("", ""), "/decision_id"],
  ["an id of 129 characters", line("x".repeat(129), ""), "/decision_id"],
  ["no time", '{"decision_id":"x","chosen_model":"m"}', "/occurred_at"],
  ["no model", '{"decision_id":"x","occurred_at":"2026-01-01T00:00:00Z"}', "/chosen_model"],
  [
    "a time before 2015",
    JSON.stringify(record("x", { occurred_at: "2014-12-31T23:59:59Z" })),
    "/occurred_at",
  ],
  ["a time far ahead", JSON.stringify(record("x", { occurred_at: "2199-01-01T00:00:00Z" })), "/occurred_at"],
  [
    "a day that does not exist",
    JSON.stringify(record("x", { occurred_at: "2026-02-30T00:00:00Z" })),
    "/occurred_at",
  ],
  [
    "a time without zone",
    JSON.stringify(record("x", { occurred_at: "2026-02-03T00:00:00" })),
    "/occurred_at",
  ],
];

beforeAll(migrateClickhouse);

describe("a record that cannot be read or is invalid", () => {
  // Fewer lines are read here, more by the engine first: the answer is the same.
  it.each([0, 1000])("is named, and the others are stored (%i good ones before)", async (before) => {
    const gateway = await client(`records-${before}`);
    const prefix = `r${before}-`;
    const lines = [
      ...Array.from({ length: before }, (_, n) => line(`${prefix}plain${n}`, "")),
      ...BAD.flatMap(([, bad], n) => [line(`${prefix}${n}`, ""), bad]),
    ];
    const body = Buffer.concat(lines.flatMap((text) => [Buffer.from(text), Buffer.from("\n")]));
    const sent = await gateway.decisions(body);
    expect([sent.status, sent.body.received, sent.body.accepted, sent.body.rejected]).toEqual([
      200,
      before + 2 * BAD.length,
      before + BAD.length,
      BAD.length,
    ]);
    const named = sent.body.errors?.map((error) => [
      BAD[(error.line ?? 0) / 2 - 1 - before / 2]?.[0],
      error.pointer,
    ]);
    expect(named).toEqual(BAD.map(([what, , pointer]) => [what, pointer]));
    expect((await storedIds()).filter((id) => id.startsWith(prefix))).toHaveLength(before + BAD.length);
  });

  it("counts by its index in an array", async () => {
    const gateway = await client("records-array");
    const bad = BAD.filter(([what]) => !/bad JSON|no JSON|two values|without end/.test(what));
    const body = Buffer.concat([
      Buffer.from("[\n"),
      ...bad.flatMap(([, text], n) => [
        Buffer.from(n ? ",\n" : ""),
        Buffer.from(line(`a${n}`, "")),
        Buffer.from(" , "),
        Buffer.from(text),
      ]),
      Buffer.from("]\n"),
    ]);
    const sent = await gateway.decisions(body, { "content-type": "application/json" });
    expect(sent.body).toMatchObject({ received: 2 * bad.length, accepted: bad.length, rejected: bad.length });
    expect(sent.body.errors?.map(({ line, pointer }) => [line, pointer])).toEqual(
      bad.map(([, , pointer], n) => [2 * n + 2, pointer]),
    );
  });

  it("is answered with 200 when it is all there is, and the first 100 are named", async () => {
    const gateway = await client("records-all");
    const sent = await gateway.decisions(ndjson(Array.from({ length: 1500 }, () => ({}))));
    expect([sent.status, sent.body.accepted, sent.body.rejected]).toEqual([200, 0, 1500]);
    expect(sent.body.errors?.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });

  it("is named by the line that its row begins at in a CSV file", async () => {
    const gateway = await client("records-csv");
    const sent = await gateway.file(
      [
        "decision_id,occurred_at,chosen_model,task,cost_usd,candidates",
        'csv1,2026-01-01T00:00:00Z,m,"two\nlines",0.5,',
        "csv2,2026-01-01T00:00:00Z,m,,cheap,",
        "",
        "csv3,2026-01-01T00:00:00Z,m",
        'csv4,2026-01-01T00:00:00Z,m,,,"[{""model"":""a""},{""model"":5}]"',
        'csv5,2026-01-01T00:00:00Z,m,,,"[],""task"":""x"""',
        ",2026-01-01T00:00:00Z,m,,,",
        "csv6,2026-01-01T00:00:00Z,m,last,,",
      ].join("\n"),
    );
    expect(sent.body).toMatchObject({ received: 7, accepted: 2, rejected: 5 });
    expect(sent.body.errors?.map(({ line, pointer }) => [line, pointer])).toEqual([
      [4, "/cost_usd"],
      [6, ""],
      [7, "/candidates/1/model"],
      [8, "/candidates"],
      [9, "/decision_id"],
    ]);
    expect((await storedIds()).filter((id) => id.startsWith("csv"))).toEqual(["csv1", "csv6"]);
  });

  it("leaves lines with CR, and blank ones, uncounted", async () => {
    const gateway = await client("records-blank");
    const sent = await gateway.decisions(`\n${line("b1", "")}\r\n\r\n  \n${line("b2", "")}\n{}\n`);
    expect(sent.body).toMatchObject({
      received: 3,
      accepted: 2,
      rejected: 1,
      errors: [{ line: 6, pointer: "/decision_id" }],
    });
  });
});
