// Checks who imports whom: docs/architecture.md, "Layers and doors".
import { findBreaches } from "./lib/boundaries";
import { readTree } from "./lib/imports";

const files = readTree(process.cwd(), ["app", "components", "lib"]);
const breaches = findBreaches(files);
for (const { rule, path, message } of breaches) console.error(`${path}\n  ${rule}: ${message}`);
const imports = files.reduce((sum, file) => sum + file.imports.length, 0);
console.log(`${files.length} files, ${imports} imports, ${breaches.length} faults`);
process.exitCode = breaches.length > 0 ? 1 : 0;
