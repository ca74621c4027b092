import { describe, expect, it } from "vitest";
import { canonicalJson, toCanonical } from "./canonical";
import { leafHash } from "./leaf";

describe("canonicalJson", () => {
  it("sorts members at every depth and drops undefined ones", () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { z: null, y: "é" }], c: undefined } })).toBe(
      '{"a":{"d":[2,{"y":"é","z":null}]},"b":1}',
    );
  });

  it("refuses numbers that JSON cannot hold", () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(/finite/);
  });

  it("writes dates and big integers as text", () => {
    expect(toCanonical({ at: new Date(0), n: 12n })).toEqual({ at: "1970-01-01T00:00:00.000Z", n: "12" });
  });
});

describe("leafHash", () => {
  it("is RFC 6962's hash of the empty leaf", () => {
    expect(leafHash(Buffer.alloc(0)).toString("hex")).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
  });
});
