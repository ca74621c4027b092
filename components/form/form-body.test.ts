import { expect, it } from "vitest";
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
