import { expect, it } from "vitest";
import { parseHumanAmount, parseHumanDate, parseHumanDay, parseHumanInstant } from "./human-input";

it.each([
  ["Feb 2026", "2026-02"],
  ["february 2026", "2026-02"],
  ["10 August 2026", "2026-08-10"],
  ["August 10, 2026", "2026-08-10"],
  ["3rd March 2026", "2026-03-03"],
  ["2026-2-3", "2026-02-03"],
  ["2026/02", "2026-02"],
  ["2006", "2006"],
  ["30 Feb 2026", null],
  ["2026-13", null],
  ["soon", null],
  ["10 12 2026", null],
  ["", null],
])("reads the date %j as %j", (text, date) => {
  expect(parseHumanDate(text)).toBe(date);
});

it.each([
  ["10 Feb 2026", "2026-02-10"],
  ["2026-02-10", "2026-02-10"],
  ["Feb 2026", null],
  ["2026", null],
  ["soon", null],
])("reads the day %j as %j", (text, day) => {
  expect(parseHumanDay(text)).toBe(day);
});

it.each([
  ["8bn", "8000000000"],
  ["8 bn", "8000000000"],
  ["USD 1.5 million", "1500000"],
  ["$30,000,000", "30000000"],
  ["0.000000001bn", "1"],
  ["1.2345", "1.2345"],
  ["1.5k", "1500"],
  ["007", "7"],
  ["eight", null],
  ["8 apples", null],
  ["-8bn", null],
])("reads the amount %j as %j", (text, amount) => {
  expect(parseHumanAmount(text)).toBe(amount);
});

it.each([
  ["1 May 2027", "2027-05-01T00:00:00Z"],
  ["1 May 2027, 14:05 UTC", "2027-05-01T14:05:00Z"],
  ["2027-05-01 9:30", "2027-05-01T09:30:00Z"],
  ["2027-05-01T14:00:00Z", "2027-05-01T14:00:00Z"],
  ["2027-05-01T14:00:00", "2027-05-01T14:00:00Z"],
  ["2027-05-01T14:00:00+02:00", "2027-05-01T12:00:00Z"],
  ["2027-05-01T14:00:00.250Z", "2027-05-01T14:00:00.250Z"],
  ["May 2027", null],
  ["1 May 2027, 25:00", null],
  ["31 April 2027", null],
  ["soon", null],
])("reads the time %j as %j", (text, instant) => {
  expect(parseHumanInstant(text)).toBe(instant);
});
