import { expect, it } from "vitest";
import { CheckDefinition } from "../checks/definition";
import type { LoadedCheck } from "../checks/store";
import { answerable } from "./list-answers";

const definition = CheckDefinition.parse({
  test: { metric: "attestation", question: "So?", people: ["a@example.com"] },
  ...{ first_day: "2026-03-10", schedule: { every: "day", grace_hours: 24 } },
});
const days = (over: Partial<LoadedCheck>) => {
  const check = { definition, runs_until: null, over: false, ...over } as LoadedCheck;
  return answerable(check, Date.parse("2026-03-13T09:00:00Z")).map(({ day }) => day);
};

it("asks for the last period of a version that has ended, and for none that nobody will judge", () => {
  expect(days({ status: "running" })).toEqual(["2026-03-12"]);
  expect(days({ status: "ended", runs_until: "2026-03-13" })).toEqual(["2026-03-12"]);
  expect(days({ status: "ended", runs_until: "2026-03-13", over: true })).toEqual([]);
  expect(days({ status: "withdrawn" })).toEqual([]);
});
