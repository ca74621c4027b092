import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defaultBody, schemaErrors } from "./form-body";

it("creates with what is filled in and leaves the unknown out", () => {
  expect(defaultBody("POST", {}, { name: "Acme", note: "", kinds: [], lei: null, passive: false })).toEqual({
    name: "Acme",
    passive: false,
  });
});

it("changes only what was changed; emptied text clears, an emptied list is a list", () => {
  const initial = { name: "Acme", note: "old", kinds: ["partner"], aliases: ["A"] };
  expect(defaultBody("PATCH", initial, { ...initial, note: "", kinds: [] })).toEqual({
    note: null,
    kinds: [],
  });
  expect(defaultBody("PATCH", initial, { ...initial })).toEqual({});
});

it("names the field that the schema refuses", () => {
  const schema = z.object({
    name: z.string().min(1, "Name is required."),
    rows: z.array(z.object({ n: z.number() })),
  });
  expect(schemaErrors(schema, { name: "", rows: [{ n: "x" }] })).toMatchObject({ name: "Name is required." });
  expect(Object.keys(schemaErrors(schema, { name: "", rows: [{ n: "x" }] }))).toContain("rows/0/n");
  expect(schemaErrors(schema, { name: "a", rows: [] })).toEqual({});
  expect(schemaErrors(undefined, {})).toEqual({});
});

describe("an entry that is missing", () => {
  const schema = z.strictObject({
    clause: z.string().regex(/^[a-z]+$/, "Small letters."),
    why: z.string().min(1, "Say why; the result keeps it."),
    title: z.string().min(1),
    test: z.discriminatedUnion("metric", [z.strictObject({ metric: z.literal("coverage") })]),
  });

  it("is asked for, whatever its form would have to be", () => {
    const needed = "Fill this in; it is needed.";
    expect(schemaErrors(schema, { test: {} })).toEqual({
      ...{ clause: needed, why: needed, title: needed, "test/metric": needed },
    });
    expect(schemaErrors(schema, { clause: "", why: "", title: "", test: { metric: "coverage" } })).toEqual({
      ...{ clause: needed, why: "Say why; the result keeps it.", title: needed },
    });
  });

  it("is told from one that is wrong", () => {
    const body = { clause: "A b", why: "So.", title: "T", test: { metric: "coverage" } };
    expect(schemaErrors(schema, body)).toEqual({ clause: "Small letters." });
  });
});
