import { expect, it } from "vitest";
import { differingFields, errorsAfter, fieldErrors } from "./problem";

it("puts each message at the field that its pointer names", () => {
  expect(
    fieldErrors([
      { pointer: "/name", message: "Name is required." },
      { pointer: "/name", message: "Name is too short." },
      { pointer: "/participations/0/amount", message: "Not an amount." },
    ]),
  ).toEqual({ name: "Name is required.", "participations/0/amount": "Not an amount." });
});

it("names the fields in which two versions differ; absent and null are the same", () => {
  const yours = { name: "Acme", kinds: ["partner"], note: null };
  expect(
    differingFields(["name", "kinds", "note"], yours, { name: "Acme Cloud", kinds: ["partner"] }),
  ).toEqual(["name"]);
});

it("takes back an error where its own part of a field has changed", () => {
  const errors = { name: "No.", "rule/band": "A number.", "rule/ties": "No.", "models/0/name": "No." };
  const before = { kind: "cheapest_within", band: "wide", ties: "none" };
  expect(errorsAfter(errors, "rule", before, { ...before, band: "0.02" })).toEqual({
    name: "No.",
    "rule/ties": "No.",
    "models/0/name": "No.",
  });
  expect(Object.keys(errorsAfter(errors, "models", [{ name: "" }], []))).not.toContain("models/0/name");
  expect(errorsAfter(errors, "name", "", "Acme")).not.toHaveProperty("name");
});
