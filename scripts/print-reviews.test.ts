import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withTables } from "./lib/reviews-doc";

it("docs/reviews.md prints the lifecycle as it is (node --import ./scripts/run.mjs scripts/print-reviews.ts)", () => {
  const page = readFileSync(join(import.meta.dirname, "../docs/reviews.md"), "utf8");
  expect(page).toBe(withTables(page));
});
