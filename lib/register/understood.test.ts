import { expect, it } from "vitest";
import { z } from "zod";
import { understood } from "./understood";

const Query = z.strictObject({
  status: z.enum(["open", "closed"]).optional(),
  limit: z.coerce.number().max(10).default(5),
  check: z.string().optional(),
});

it("takes what can be read, and names what was left out", () => {
  expect(understood(Query, { status: "open" })).toEqual({
    ...{ query: { status: "open", limit: 5 }, ignored: [] },
  });
  expect(understood(Query, { status: "nonsense", colour: "red", limit: "7" })).toEqual({
    ...{ query: { limit: 7 }, ignored: ["status", "colour"] },
  });
});

it("asks what the page itself asks before what the address does, and fails on what the page asks wrong", () => {
  expect(understood(Query, { check: "b" }, { check: "a" }).query.check).toBe("a");
  expect(() => understood(Query, {}, { limit: 99 })).toThrow();
});
