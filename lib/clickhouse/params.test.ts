import { describe, expect, it } from "vitest";
import { bindStatements, checkParams, paramText, quoteLiteral } from "./params";

describe("quoteLiteral", () => {
  it("leaves nothing that could end the literal", () => {
    expect(quoteLiteral("a'b\\'; DROP TABLE x --\n")).toBe("'a\\'b\\\\\\'; DROP TABLE x --\\n'");
  });
});

describe("paramText", () => {
  it("writes scalars, nulls and arrays as the engine reads them", () => {
    expect([paramText(null), paramText(true), paramText(9007199254740993n), paramText(0.1)]).toEqual([
      "\\N",
      "true",
      "9007199254740993",
      "0.1",
    ]);
    expect(paramText(["a'b", null, 1, [2]])).toBe("['a\\'b',NULL,1,[2]]");
    expect([paramText(Number.NaN), paramText(-Infinity)]).toEqual(["nan", "-inf"]);
  });
});

describe("checkParams", () => {
  it("refuses a bind without a value and a value without a bind", () => {
    expect(() => checkParams("SELECT {a:UInt8}, {b:String}", { a: 1 })).toThrow("{b:…}");
    expect(() => checkParams("SELECT {a:UInt8}", { a: 1, b: 2 })).toThrow("{b:…}");
    expect(() => checkParams("SELECT {a:UInt8}", { "a = 1; DROP TABLE x; --": 1 })).toThrow("plain name");
    expect(() => checkParams("SELECT {a:Array(UInt8)}, {a:String}", { a: 1 })).not.toThrow();
  });
});

describe("bindStatements", () => {
  it("sets one parameter a statement", () => {
    expect(bindStatements({ a: "x\ty", n: 1 })).toBe("SET param_a = 'x\\\\ty'; SET param_n = '1'; ");
  });
});
