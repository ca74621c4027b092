// Completes package-lock.json for the platforms that the registry at hand lacks; run after `npm install NAME`.
import { readFileSync, writeFileSync } from "node:fs";
import { missingOptionals, stubOf } from "./lib/lock-file";

const FILE = "package-lock.json";
const lock = JSON.parse(readFileSync(FILE, "utf8"));
const missing = missingOptionals(lock);
for (const [path, version] of missing) lock.packages[path] = stubOf(path, version);
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")),
);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} entries added`);
