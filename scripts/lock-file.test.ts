import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { missingOptionals, stubOf } from "./lib/lock-file";

it("the lock file holds every platform's packages; if not, run `npm run lock`", () => {
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8"));
  expect(missingOptionals(lock)).toEqual([]);
});

it("looks for a package as Node does", () => {
  const lock = (place: string) => ({
    packages: { "": {}, "node_modules/a": { optionalDependencies: { "b-x64": "1" } }, [place]: {} },
  });
  expect(missingOptionals(lock("node_modules/b-x64"))).toEqual([]);
  expect(missingOptionals(lock("node_modules/a/node_modules/b-x64"))).toEqual([]);
  expect(missingOptionals(lock("node_modules/c/node_modules/b-x64"))).toEqual([["node_modules/b-x64", "1"]]);
});

it("reads the platform off the name", () => {
  expect(stubOf("node_modules/@next/swc-linux-x64-musl", "1.2.3")).toEqual({
    version: "1.2.3",
    cpu: ["x64"],
    libc: ["musl"],
    optional: true,
    os: ["linux"],
  });
});
