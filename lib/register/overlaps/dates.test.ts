import { expect, it } from "vitest";
import { isAhead, isPast, noLaterThan, partialDateEnd } from "./dates";

const now = Date.UTC(2026, 10, 21);

it("ends a partial date where the next begins", () => {
  expect(["2026", "2026-02", "2024-02-29", "2026-12-31"].map((text) => partialDateEnd(text))).toEqual([
    Date.UTC(2027, 0, 1),
    Date.UTC(2026, 2, 1),
    Date.UTC(2024, 2, 1),
    Date.UTC(2027, 0, 1),
  ]);
  expect(partialDateEnd("soon")).toBeNull();
});

it("is ahead or past only when that is sure", () => {
  expect(["2026", "2026-11", "2026-11-22", "2027"].map((text) => isAhead(text, now))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(["2026", "2026-11", "2026-11-20", "2025"].map((text) => isPast(text, now))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect([isAhead(null, now), isPast(null, now)]).toEqual([false, false]);
});

it("orders partial dates where they can be ordered", () => {
  expect(noLaterThan("2023", "2024-05")).toBe(true);
  expect(noLaterThan("2024-05", "2023")).toBe(false);
  expect(noLaterThan("2024", "2024-05")).toBeNull();
  expect(noLaterThan("2024", "2024")).toBeNull();
  expect(noLaterThan("2024-05-01", "2024-05-01")).toBe(true);
  expect(noLaterThan(null, "2024")).toBeNull();
});
