import { describe, expect, it } from "vitest";
import { cellsValue, countsHeaderFault, readCount } from "./read-count";

const NOW = Date.UTC(2026, 4, 10, 12);
const good = { day: "2026-05-01", model: " Zeta-Large ", decisions: 12 };

describe("readCount", () => {
  it("takes a count, trims the name, and counts fields that it does not know", () => {
    expect(readCount({ ...good, note: "x" }, NOW)).toEqual({
      record: { day: "2026-05-01", model: "Zeta-Large", decisions: 12 },
      unknown_fields: 1,
      fault: null,
    });
    expect(readCount({ ...good, day: "2026-05-11" }, NOW).fault).toBeNull();
    expect(readCount({ ...good, decisions: 0 }, NOW).fault).toBeNull();
  });

  it.each([
    [{ ...good, day: undefined }, "/day", "day is missing."],
    [{ ...good, day: 5 }, "/day", "Expected text."],
    [{ ...good, day: "2026-02-30" }, "/day", "There is no such day."],
    [{ ...good, day: "2026-05-01T00:00:00Z" }, "/day", "Expected a day, such as 2026-11-21."],
    [{ ...good, day: "2014-12-31" }, "/day", "The day is before 2015."],
    [{ ...good, day: "2026-05-12" }, "/day", "The day is more than 24 hours ahead."],
    [{ ...good, model: "  " }, "/model", "The model's name is empty."],
    [{ ...good, model: "m".repeat(257) }, "/model", "At most 256 characters."],
    [{ ...good, decisions: -1 }, "/decisions", "The number is below 0."],
    [{ ...good, decisions: 1.5 }, "/decisions", "Expected a whole number."],
    [{ ...good, decisions: 2 ** 53 }, "/decisions", "The number is out of range."],
    [{ ...good, decisions: "12" }, "/decisions", "Expected a number."],
    [{ day: "2026-05-01", model: "m" }, "/decisions", "decisions is missing."],
    [[good], "", "Expected an object."],
    [null, "", "Expected an object."],
  ])("refuses %j at %s", (value, pointer, message) => {
    expect(readCount(value as never, NOW)).toEqual({ record: null, fault: { pointer, message } });
  });
});

describe("a CSV file", () => {
  it("has the columns of a record, in any order", () => {
    expect(countsHeaderFault(["model", "day", "decisions", "note"])).toBeNull();
    expect(countsHeaderFault(["day"])).toBe("The header row lacks model, decisions.");
    expect(countsHeaderFault(["day", "day"])).toBe('The header names the column "day" twice.');
  });

  it("gives numbers where they are whole, and text for the record to refuse", () => {
    const header = ["day", "model", "decisions"];
    expect({ ...(cellsValue(header, ["2026-05-01", "m", "12"]).value as object) }).toEqual({
      day: "2026-05-01",
      model: "m",
      decisions: 12,
    });
    expect(readCount(cellsValue(header, ["2026-05-01", "m", "1e3"]).value as never, NOW).fault).toEqual({
      pointer: "/decisions",
      message: "Expected a number.",
    });
    expect(cellsValue(header, ["2026-05-01"]).fault).toEqual({
      pointer: "",
      message: "The row has 1 cells where the header has 3.",
    });
  });
});
