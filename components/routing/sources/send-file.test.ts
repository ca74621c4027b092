import { expect, it } from "vitest";
import { fileKind } from "./send-file";

const NDJSON = "application/x-ndjson";

it.each([
  ["log.csv", { type: "text/csv", encoding: null }],
  ["LOG.CSV.GZ", { type: "text/csv", encoding: "gzip" }],
  ["a.b.ndjson", { type: NDJSON, encoding: null }],
  ["a.jsonl.zst", { type: NDJSON, encoding: "zstd" }],
  ["a.json", null],
  ["a.gz", null],
  ["", null],
])("takes %s for %j", (name, kind) => {
  expect(fileKind(name)).toEqual(kind);
});
