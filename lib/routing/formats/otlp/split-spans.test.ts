import { describe, expect, it } from "vitest";
import { Field, readGateway } from "../gateway";
import { type JsonValue, parseDocument } from "../json";
import { damaged, mutated, seeded } from "../testing/mutate";
import { type DecodedSpan, decodeSpans, decodeTraces, otlp } from ".";
import { splitSpans } from "./split-spans";
import { AT, chat, Request, request, span } from "./testing";

/** The spans of a text one by one; null where it is to be read as a whole. */
function split(text: string): DecodedSpan[] | null {
  const spans = [...splitSpans(text)];
  return spans.includes(null) ? null : spans.flatMap((one) => one ?? []);
}

const PATIENCE = { timeout: 60_000 };
const context = { now_ms: Date.UTC(2026, 10, 21), isAlias: () => false };
const readOne = (record: Field) => readGateway(otlp, record, context);

/** What a reading brings to light: of a span with a fault the first, of any other what it says. */
const oneByOne = (spans: readonly DecodedSpan[]) =>
  spans.map(({ span, pointer, fault }) => (fault ? fault.message : readOne(new Field(span, pointer))));

function asAWhole(value: JsonValue, faults: readonly { pointer: string; message: string }[]) {
  const body = new Field(value);
  return (otlp.envelope?.(body) ?? [body]).map((record) => {
    const fault = faults.find(
      ({ pointer }) => pointer === record.pointer || pointer.startsWith(`${record.pointer}/`),
    );
    return fault ? fault.message : readOne(record);
  });
}

const body = request(
  span({ ...chat, "gen_ai.router.candidates": [{ model: "a", score: 0.5 }], words: 'a "b" \\ {[' }),
  span(chat, { status: { code: 2 }, name: "é🙂" }),
);
const TEXT = JSON.stringify(body);

describe("splitSpans", () => {
  it("gives the spans of a request as reading it as a whole does", () => {
    for (const text of [TEXT, JSON.stringify(body, null, 2), TEXT.replaceAll(":", " :\r\n\t")]) {
      const spans = split(text);
      expect(spans).toHaveLength(2);
      expect(oneByOne(spans ?? [])).toEqual(asAWhole(body, []));
      expect(spans?.map(({ pointer }) => pointer)).toEqual([AT, `${AT.slice(0, -1)}1`]);
    }
    expect([split("{}"), split('{"resourceSpans":[]}')]).toEqual([[], []]);
  });

  it("names what is wrong with one span in that one", () => {
    const text = TEXT.replace('"é🙂"', '"\\ud800"');
    expect(split(text)?.map(({ fault }) => fault?.message)).toEqual([
      undefined,
      "Text holds half of a surrogate pair.",
    ]);
  });

  it("leaves to the whole what is not written as exporters write it", () => {
    const group = `{"scopeSpans":[{"spans":[${JSON.stringify(span(chat))}]}]}`;
    for (const text of [
      "",
      "[]",
      "null",
      '{"resourceSpans":5}',
      '{"resource_spans":[]}',
      `{"resourceSpans":[${group}],"resourceSpans":[]}`,
      `{"resourceSpans":[${group}],"more":1}`,
      `{"resourceSpans":[${group}]} x`,
      `{"resourceSpans":[${group.slice(0, -1)},"resource":{}}]}`,
      `{"resourceSpans":[{"scopeSpans":[{"spans":[1]}]}]}`,
      `{"resourceSpans":[{"scopeSpans":[{"spans":[${"[".repeat(70)}${"]".repeat(70)}]}]}]}`,
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"a":${"[".repeat(58)}${"]".repeat(58)}}]}]}]}`,
      TEXT.slice(0, -1),
      `${TEXT.slice(0, -3)},]}]}`,
    ])
      expect(split(text), text.slice(0, 60)).toBeNull();
  });

  it.each([1, 2, 3])("reads no mutated request otherwise than as a whole (seed %i)", PATIENCE, (seed) => {
    const random = seeded(seed);
    let plain = 0;
    for (let times = 0; times < 1500; times += 1) {
      const changed = JSON.stringify(mutated(body, random));
      const text = random() < 0.5 ? changed : damaged(changed, random);
      const spans = split(text);
      if (!spans) continue;
      plain += 1;
      const whole = parseDocument(text);
      expect(whole.broken, text).toBeNull();
      if (!whole.broken) expect(oneByOne(spans), text).toEqual(asAWhole(whole.value, whole.faults));
    }
    expect(plain).toBeGreaterThan(150);
  });
});

describe("decodeSpans", () => {
  it("gives the spans of protobuf as decoding it as a whole does, wherever the resource stands", () => {
    const resource = { attributes: [{ key: "cloud.region", value: { stringValue: "eu-west-1" } }] };
    const spans = [span(chat), span({ ...chat, n: 5, flag: true })].map((one) => ({
      ...one,
      traceId: Buffer.from("4bf92f3577b34da6a3ce929d0e0e4736", "hex"),
      spanId: Buffer.from("00f067aa0ba902b7", "hex"),
    }));
    const half = (group: object) =>
      Buffer.from(Request.encode(Request.fromObject({ resourceSpans: [group] })).finish()).subarray(2);
    const parts = [half({ scopeSpans: [{ spans }] }).subarray(1), half({ resource })];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const bytes = Buffer.concat([Buffer.from([0x0a, 0x80 | (length & 0x7f), length >> 7]), ...parts]);
    const { value, faults } = decodeTraces(bytes);
    const read = oneByOne([...decodeSpans(bytes)]);
    expect(read).toEqual(asAWhole(value, faults));
    expect(read).toMatchObject([
      { decision: { record: { region: "eu-west-1" } } },
      { decision: { record: { region: "eu-west-1" } } },
    ]);
  });
});
