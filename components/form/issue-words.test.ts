import { expect, it } from "vitest";
import { z } from "zod";
import { AttestationInput, CheckInput } from "@/lib/commitments";
import { schemaErrors } from "./form-body";

const said = (schema: z.ZodType, value: unknown) => schemaErrors(z.object({ it: schema }), { it: value }).it;

it.each<[z.ZodType, unknown, string]>([
  [z.number().min(1), 0.5, "At least 1."],
  [z.number().gt(0), 0, "More than 0."],
  [z.number().max(1000), 2000, "At most 1,000."],
  [z.number().lt(0.5), 0.5, "Less than 0.5."],
  [z.number(), "two", "A number, such as 0.05."],
  [z.number().int(), 1.5, "A whole number."],
  [z.string().max(3), "abcd", "At most 3 characters."],
  [z.array(z.string()).max(1), ["a", "b"], "At most 1 of them."],
  [z.url({ protocol: /^https?$/ }), "report", "An address, such as https://example.com/report."],
  [z.email(), "anna", "An e-mail address, such as name@example.com."],
  [z.enum(["a", "b"]), "c", "One of: a, b."],
  [z.union([z.enum(["a", "b"]), z.array(z.string()).min(1)]), [], "At least 1 of them."],
  [z.union([z.number(), z.boolean()]), "c", "This has none of the forms that are read."],
  [z.string().max(3, "At most three."), "abcd", "At most three."],
])("%# says it for people", (schema, value, words) => {
  expect(said(schema, value)).toBe(words);
});

it("leaves no word of the schema library in the form of a check and of an answer", () => {
  const check = {
    ...{ key: "a", title: "", commitment: "c", clause: "c", first_day: "soon", window_days: "x" },
    test: { metric: "routing_tilt", baseline: "partner_revealed", materiality: 0.5, alpha: "two" },
  };
  const answer = { answer: "kept", statement: "", evidence_url: "report", expires_on: "soon" };
  for (const errors of [schemaErrors(CheckInput, check), schemaErrors(AttestationInput, answer)])
    for (const words of Object.values(errors)) expect(words).not.toMatch(/^(Too|Invalid)|expected/);
  expect(schemaErrors(CheckInput, check)).toMatchObject({
    ...{ title: "Fill this in; it is needed.", "test/materiality": "At least 1." },
    "test/alpha": "A number, such as 0.05.",
  });
});
