// Lets Node run the scripts: `node --import ./scripts/run.mjs scripts/NAME.ts`. They call the verbs of lib/, which need
// what is generated (a clone has none yet) and whose guard "server-only" knows bundlers alone and throws elsewhere:
// scripts/tsconfig.json maps it to an empty module. Threads inherit the import, and find everything there.
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  const { generate } = await import("./generate.mjs");
  generate();
}
process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL("tsconfig.json", import.meta.url));
await import("tsx");
delete process.env.TSX_TSCONFIG_PATH;
