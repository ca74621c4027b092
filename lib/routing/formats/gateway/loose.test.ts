import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { Field } from "./field";
import { firstFilled, flagOutcome, httpOutcome, labels, membersOf, numeric, truth } from "./loose";

const field = (value?: JsonValue) => new Field(value, "/x");

describe("what vendors write loosely", () => {
  it("takes the first that holds something, and else the first place", () => {
    expect(firstFilled(field(null), field(""), field(0)).value).toBe(0);
    const none = firstFilled(new Field("", "/first"), new Field(null, "/second"));
    expect([none.value, none.pointer]).toEqual([undefined, "/first"]);
  });

  it("reads text as a number only where it is one", () => {
    for (const [text, value] of [
      ["12", 12],
      [" -0.5 ", -0.5],
      ["1e3", 1000],
    ] as const)
      expect(numeric(field(text)).value).toBe(value);
    for (const value of ["", "12 ms", "0x10", "NaN", "Infinity", ".5", null, true, []])
      expect(numeric(field(value)).value).toEqual(value);
    expect(numeric(field("1e999")).value).toBe(Number.POSITIVE_INFINITY);
  });

  it("reads flags and statuses, and leaves what is none", () => {
    expect([true, 1, "1", "True", false, 0, "FALSE"].map((value) => truth(field(value)))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([null, "", 2, "yes", {}, "__proto__"].map((value) => truth(field(value)))).toEqual(
      Array(6).fill(null),
    );
    expect(flagOutcome(field(0)).value).toBe("failure");
    expect(flagOutcome(field("soon")).value).toBe("soon");
    const codes = [200, "299", 499, 404, 599, 302, 0, -2, 600];
    expect(codes.map((code) => httpOutcome(field(code)).value ?? null)).toEqual([
      ...["success", "success", "cancelled", "failure", "failure"],
      ...[null, null, null, null],
    ]);
    expect(httpOutcome(field("ok")).value).toBe("ok");
  });

  it("finds labels in any spelling, by the order of the names asked for", () => {
    const attached: JsonValue = {
      "User-Id": "second",
      tenantId: 7,
      task: ["no"],
      "task type": " chat ",
      long: "x".repeat(201),
      prose: "a\nb",
      empty: " ",
      ratio: 0.5,
    };
    const label = labels(membersOf(field(attached)));
    expect(label("tenant", "tenant_id", "user_id").value).toBe("7");
    expect(label("user_id").value).toBe("second");
    expect([label("task", "task_type").value, label("task_type").pointer]).toEqual(["chat", "/x/task type"]);
    for (const name of ["long", "prose", "empty", "ratio", "__proto__", "constructor"])
      expect(label(name).stated).toBe(false);
  });
});
