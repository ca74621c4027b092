import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseInput } from "./parse";

const faultsOf = (schema: z.ZodType, value: unknown): unknown => {
  try {
    parseInput(schema, value);
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
});
