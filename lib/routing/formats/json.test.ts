import { describe, expect, it } from "vitest";
import { parseDocument, parseJson, parseStrictly } from "./json";
import { seeded } from "./testing/mutate";

const faultOf = (text: string) => parseJson(text).fault;

describe("parseJson", () => {
  it("reads what JSON.parse reads, to the same values", () => {
    const texts = [
      '{"a":[1,-0.5e-3,true,false,null,"x\\u00e9\\n\\ud83d\\ude42",{}],"":{"b":[]}}',
      " [ ] ",
      '"a\\/b"',
      "1e308",
      "0",
      "12345678901234567890123",
      '{"__proto__":1,"constructor":2}',
    ];
    for (const text of texts)
      expect(JSON.stringify(parseJson(text).value)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it("refuses whatever JSON.parse refuses, as a fault of syntax", () => {
    const texts = [
      "",
      "{",
      "{]",
      "[1,]",
      "{,}",
      '{"a"}',
      '{"a":}',
      "01",
      "+1",
      ".5",
      "1.",
      "nan",
      "tru",
      "1 2",
      '"a',
      '"\\x"',
      '"\\u12"',
      "{'a':1}",
      "[1 2]",
      '{"a":1,}',
      "\u00a01",
    ];
    for (const text of texts) {
      expect(() => JSON.parse(text), text).toThrow();
      expect(faultOf(text)?.syntax, text).toBe(true);
    }
  });

  it("names what stands twice, at any level", () => {
    expect(faultOf('{"a":1,"b":{"c":[{"d":1,"d":2}]}}')).toEqual({
      pointer: "/b/c/0/d",
      message: 'The name "d" stands twice.',
      syntax: false,
    });
    expect(faultOf('{"a":1,"\\u0061":2}')?.pointer).toBe("/a");
    expect(faultOf('{"x/y~":{"a":1,"a":1}}')?.pointer).toBe("/x~1y~0/a");
  });

  it("repeats no name that may be what somebody wrote", () => {
    const words = "what somebody wrote";
    expect(faultOf(`{"a":{"${words}":1,"${words}":1}}`)).toMatchObject({
      pointer: "/a",
      message: "A name stands twice.",
    });
    expect(faultOf(`{"a":{"${words}":{"b":"\\u0000"}}}`)?.pointer).toBe("/a");
    expect(faultOf(`{"${"x".repeat(65)}":"\\u0000"}`)?.pointer).toBe("");
  });

  it("reads nothing of a text with faults beyond those that are kept", () => {
    const bad = (count: number) => parseDocument(`[${Array(count).fill('"\\u0000"').join(",")}]`);
    expect(bad(10_000).faults).toHaveLength(10_000);
    expect(bad(10_001).broken).toMatchObject({ syntax: false });
  });

  it("refuses NUL, half surrogate pairs and control characters", () => {
    expect(faultOf('{"a":"\\u0000"}')).toMatchObject({ pointer: "/a", syntax: false });
    expect(faultOf('{"a":"\0"}')).toMatchObject({ pointer: "/a", syntax: false });
    expect(faultOf('{"a":["\\ud800x"]}')).toMatchObject({ pointer: "/a/0", syntax: false });
    expect(faultOf('{"a":"\\udc00\\ud800"}')).toMatchObject({ pointer: "/a", syntax: false });
    expect(faultOf('{"a":"\t"}')).toMatchObject({ pointer: "/a", syntax: false });
  });

  it("refuses numbers beyond double precision", () => {
    expect(faultOf('{"a":[1,1e999]}')).toMatchObject({ pointer: "/a/1", syntax: false });
    expect(faultOf("-1e309")).toMatchObject({ pointer: "" });
  });

  it("takes nesting of 64 and refuses more, without running out of stack", () => {
    expect(faultOf("[".repeat(64) + "]".repeat(64))).toBeNull();
    expect(faultOf("[".repeat(65) + "]".repeat(65))).toMatchObject({ syntax: false });
    expect(faultOf('{"a":'.repeat(100_000))).toMatchObject({ syntax: false });
  });

  it("weighs a fault of syntax over one of content before it", () => {
    expect(faultOf('{"a":1,"a":2')?.syntax).toBe(true);
  });

  it("says the same by its quick way and by its strict one", () => {
    const random = seeded(7);
    const pieces = [
      ...[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        '"',
        '"a"',
        '"b"',
        '"a":1',
        '"a":',
        '"\\"',
        '"\\\\"',
        '":"',
      ],
      ...[
        "1",
        "-0",
        "1e999",
        "1e5",
        "01",
        "true",
        "null",
        '"\\u0061"',
        '"é"',
        '"\\n"',
        '{"a":1}',
        '[1,{"b":2}]',
        "\0",
      ],
    ];
    const texts = [
      '{"a":1,"a":1}',
      `${"[".repeat(64)}${"]".repeat(64)}`,
      `${"[".repeat(65)}${"]".repeat(65)}`,
    ];
    for (let round = 0; round < 20_000; round += 1) {
      const length = 1 + Math.floor(random() * 9);
      texts.push(Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join(""));
      // Likelier to be whole: members between braces.
      texts.push(
        `{${Array.from({ length }, () => `"${"ab:\\"[Math.floor(random() * 3)]}":${random() < 0.5 ? 1 : '{"a":[2]}'}`).join(",")}}`,
      );
    }
    let quick = 0;
    for (const text of texts) {
      const [ours, strict] = [parseDocument(text), parseStrictly(text)];
      expect(JSON.stringify(ours), text).toBe(JSON.stringify(strict));
      if (!strict.broken && strict.faults.length === 0) quick += 1;
    }
    expect(quick).toBeGreaterThan(1000);
  });
});
