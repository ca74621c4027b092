import { describe, expect, it } from "vitest";
import { parseTime } from "./time";

describe("parseTime", () => {
  it("brings times to UTC and cuts them to microseconds", () => {
    expect(parseTime("2026-02-28T23:59:59Z")).toEqual({
      text: "2026-02-28T23:59:59.000000Z",
      ms: Date.UTC(2026, 1, 28, 23, 59, 59),
      micros: 0,
    });
    expect(parseTime("2026-03-01t01:30:00.1234567+02:00")).toEqual({
      text: "2026-02-28T23:30:00.123456Z",
      ms: Date.UTC(2026, 1, 28, 23, 30, 0, 123),
      micros: 456,
    });
    expect(parseTime("2024-02-29T00:00:00-00:01")?.text).toBe("2024-02-29T00:01:00.000000Z");
  });

  it("knows the calendar as the platform does, every day that four digits can name", () => {
    const two = (number: number) => String(number).padStart(2, "0");
    for (let year = 0; year <= 9999; year += year % 100 === 99 ? 1 : 7)
      for (let month = 0; month <= 13; month += 1)
        for (const day of [0, 1, 28, 29, 30, 31, 32]) {
          const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T12:34:56Z`;
          const ms = Date.parse(text);
          const real = !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text.slice(0, 10);
          if (parseTime(text)?.ms !== (real ? ms : undefined)) expect.fail(text);
        }
  });

  it("refuses what is no real time", () => {
    const texts = [
      "2026-02-30T00:00:00Z",
      "2026-13-01T00:00:00Z",
      "2026-01-01T24:00:00Z",
      "2026-01-01T23:59:60Z",
      "2026-01-01 00:00:00Z",
      "2026-01-01T00:00:00",
      "2026-01-01T00:00Z",
      "2026-01-01",
      "1767225600",
      "2026-01-01T00:00:00.Z",
      "2026-01-01T00:00:00+24:00",
      "2026-01-01T00:00:00+0100",
      "",
      " 2026-01-01T00:00:00Z",
      "0000-01-01T00:00:00+00:01",
    ];
    for (const text of texts) expect(parseTime(text), text).toBeNull();
  });
});
