import { readdirSync } from "node:fs";
import { expect, it } from "vitest";

it("no loading boundary stands above a page, which would answer 200 before the page can refuse", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  expect(files.filter((path) => /(^|\/)loading\.[jt]sx?$/.test(path))).toEqual([]);
});
