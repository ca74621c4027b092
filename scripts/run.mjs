// Lets Node run the scripts: `node --import ./scripts/run.mjs scripts/NAME.ts`. They call the verbs of lib/, whose guard
// "server-only" knows bundlers alone and throws elsewhere: scripts/tsconfig.json maps it to an empty module.
import { fileURLToPath } from "node:url";

process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL("tsconfig.json", import.meta.url));
await import("tsx");
delete process.env.TSX_TSCONFIG_PATH;
