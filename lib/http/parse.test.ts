import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseInput, queryObject } from "./parse";

const faultsOf = (schema: z.ZodType, value: unknown, options?: { query: boolean }): unknown => {
  try {
    parseInput(schema, value, options);
  } catch (error) {
    return error;
  }
};

describe("parseInput", () => {
  it("names unknown and faulty fields by pointer", () => {
    const schema = z.strictObject({ a: z.strictObject({ b: z.number() }) });
    expect(faultsOf(schema, { a: { b: "x", "c/d": 1 } })).toMatchObject({
      status: 422,
      errors: [{ pointer: "/a/b" }, { pointer: "/a/c~1d", message: "Unknown field." }],
    });
  });

  it("refuses a length that cannot be compared, which the schema library throws on", () => {
    const value = { x: { length: { valueOf: 1, toString: 1 } } };
    expect(faultsOf(z.object({ x: z.string().min(1) }), value)).toMatchObject({ status: 422 });
    expect(faultsOf(z.object({ x: z.array(z.string()).max(1) }), value)).toMatchObject({ status: 422 });
  });

  it("says what is missing, and of which kind, in words", () => {
    const schema = z.strictObject({
      from: z.string({ error: ({ input }) => (input === undefined ? "Required: a date." : undefined) }),
      name: z.string(),
      kind: z.enum(["a", "b"]),
      number: z.number(),
    });
    expect(faultsOf(schema, { number: "x" })).toMatchObject({
      errors: [
        { pointer: "/from", message: "Required: a date." },
        { pointer: "/name", message: "Required." },
        { pointer: "/kind", message: "Required: one of a, b." },
        { pointer: "/number", message: "Invalid input: expected number, received string" },
      ],
    });
  });

  it("says that a parameter was given more than once, and nothing of arrays", () => {
    const schema = z.strictObject({ from: z.string(), limit: z.coerce.number().int(), kind: z.enum(["a"]) });
    const search = queryObject(new URLSearchParams("from=1&from=2&limit=1&limit=2&kind=a&kind=a"));
    const message = "Given more than once; it takes one value.";
    const errors = ["/from", "/limit", "/kind"].map((pointer) => ({ pointer, message }));
    expect(faultsOf(schema, search, { query: true })).toMatchObject({ errors });
  });
});
