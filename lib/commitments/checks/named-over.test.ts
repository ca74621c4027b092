import { describe, expect, it } from "vitest";
import { nameOver, type Weighed } from "./named-over";

const check = (id: string, e: number | null, over: Partial<Weighed> = {}): Weighed => ({
  ...{ id, question: id, first_day: "2026-03-02", recorded_at: "2026-03-01T09:00:00.000Z" },
  ...{ alpha: 0.01, direction: "for", log_e: e === null ? null : Math.log(e) },
  ...over,
});

describe("several checks of one clause", () => {
  it("need more evidence than one alone, and less where others have it too", () => {
    // One of three needs 3 / alpha, two need 3 / (2 alpha).
    expect(nameOver([check("a", 299), check("b", 1), check("c", 1)])?.named).toEqual([]);
    expect(nameOver([check("a", 301), check("b", 1), check("c", 1)])?.named).toEqual(["a"]);
    expect(nameOver([check("a", 151), check("b", 1), check("c", 151)])?.named).toEqual(["a", "c"]);
  });

  it("count those without a result, go by the smallest level, and halve what was asked both ways", () => {
    expect(nameOver([check("a", 150), check("b", null)])?.named).toEqual([]);
    expect(nameOver([check("a", 201), check("b", null)])).toEqual({
      ...{ checks: 2, counted: ["a", "b"], alpha: 0.01, named: ["a"] },
    });
    expect(nameOver([check("a", 201), check("b", null, { alpha: 0.005 })])).toMatchObject({
      ...{ alpha: 0.005, named: [] },
    });
    const both = { direction: "both" as const };
    expect(nameOver([check("a", 399, both), check("b", null)])?.named).toEqual([]);
    expect(nameOver([check("a", 401, both), check("b", null)])?.named).toEqual(["a"]);
  });

  it("count a question once, by the check that began first, whatever it found", () => {
    const again = (id: string, e: number | null, over: Partial<Weighed> = {}) =>
      check(id, e, { question: "a", first_day: "2026-06-01", alpha: 0.001, ...over });
    const two = [check("a", 201), check("b", 1)];
    const named = { checks: 2, counted: ["a", "b"], alpha: 0.01, named: ["a"] };
    // Another version that has just begun, and a copy under another key, make it no harder.
    expect(nameOver([...two, again("a2", null), again("copy", 1)])).toEqual(named);
    // Nor does one that found more make it easier: it was not there first.
    expect(nameOver([check("a", 199), check("b", 1), again("a2", 1e9)])?.named).toEqual([]);
    const same_day = { first_day: "2026-03-02", recorded_at: "2026-03-01T10:00:00.000Z" };
    expect(nameOver([again("later", 1e9, same_day), ...two])).toEqual(named);
    expect(nameOver([check("a", 1e9), again("a2", 1e9)])).toBeNull();
  });

  it("are nothing to choose among where there is one", () => {
    expect(nameOver([check("a", 1e9)])).toBeNull();
    expect(nameOver([])).toBeNull();
  });
});
