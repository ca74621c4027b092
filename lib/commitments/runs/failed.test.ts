import { describe, expect, it } from "vitest";
import { invalid } from "@/lib/kernel/errors";
import { failedRun } from "./failed";

describe("a run that could not be completed", () => {
  it("is a result that says why", () => {
    const refused = failedRun(
      invalid([{ pointer: "/focus", message: "There is no party with the key zeta." }]),
    );
    expect(refused.judged.verdict).toBe("failed");
    expect(refused.judged.figures.because).toEqual(["failed: There is no party with the key zeta."]);
    expect(failedRun(new Error("first line\nsecond")).judged.figures.because).toEqual(["failed: first line"]);
  });

  it("is no result where a store is down: it is tried again", () => {
    const down = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:8123"), { code: "ECONNREFUSED" });
    expect(() => failedRun(down)).toThrow(down);
    expect(() => failedRun(new Error("CHDB_CONNECTION lost"))).toThrow("CHDB_CONNECTION");
  });
});
