import { expect, it } from "vitest";
import { fileKind } from "./send-file";

const NDJSON = "application/x-ndjson";

it.each([
  ["log.csv", { type: "text/csv", encoding: null }],
  ["LOG.CSV.GZ", { type: "text/csv", encoding: "gzip" }],
  ["a.b.ndjson", { type: NDJSON, encoding: null }],
  ["a.jsonl.zst", { type: NDJSON, encoding: "zstd" }],
  ["a.json", { type: "application/json", encoding: null }],
  ["a.parquet", { type: "application/vnd.apache.parquet", encoding: null }],
  ["a.txt", null],
  ["a.gz", null],
  ["", null],
])("takes %s for %j", (name, kind) => {
  expect(fileKind(name, "native")).toEqual(kind);
});

it("takes CSV in the native format alone", () => {
  expect(fileKind("log.csv", "litellm")).toBeNull();
  expect(fileKind("log.json", "litellm")).not.toBeNull();
});
