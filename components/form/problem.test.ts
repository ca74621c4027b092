import { expect, it } from "vitest";
import { differingFields, fieldErrors } from "./problem";

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
