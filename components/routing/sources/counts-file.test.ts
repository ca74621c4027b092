import { expect, it } from "vitest";
import { countsKind, countsWords } from "./counts-file";

it.each([
  ["may.json", { type: "application/json", encoding: null }],
  ["MAY.JSON.GZ", { type: "application/json", encoding: "gzip" }],
  ["may.json.zst", { type: "application/json", encoding: "zstd" }],
  ["may.ndjson", { type: "application/x-ndjson", encoding: null }],
  ["may.csv.gz", { type: "text/csv", encoding: "gzip" }],
  ["may.xlsx", null],
])("takes %s for %j", (name, kind) => {
  expect(countsKind(name)).toEqual(kind);
});

it("says what became of a file", () => {
  const answer = { batch: "b", received: 4, accepted: 1, duplicate: 2, rejected: 1, errors: [] };
  expect(countsWords(answer)).toBe("1 count is new or changed; 2 say what was known, 1 could not be read.");
  expect(countsWords({ ...answer, received: 2, accepted: 0, rejected: 0 })).toBe(
    "No count is new; 2 say what was known.",
  );
  expect(countsWords({ ...answer, received: 0 })).toBe("The file holds no count.");
});
