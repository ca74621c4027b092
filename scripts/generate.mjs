// Generates what the sources need and the repository does not hold: the Prisma client, and the code of the threads that
// read records, as one text (a bundler of the web application would not know that it is to be started as a thread).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { buildSync } from "esbuild";

const THREAD = "lib/routing/ingest/parallel/thread.ts";
const THREAD_CODE = "lib/routing/generated";

/** Prisma looks for a native schema engine that `generate` never runs; any executable satisfies the look-up. */
function generateClient() {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["node_modules/prisma/build/index.js", "generate"],
    {
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    },
  );
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status ?? 1;
}

function generateThread() {
  const { outputFiles } = buildSync({
    entryPoints: [THREAD],
    bundle: true,
    write: false,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    tsconfig: "tsconfig.json",
    logLevel: "warning",
  });
  mkdirSync(THREAD_CODE, { recursive: true });
  const code = JSON.stringify(outputFiles[0].text);
  writeFileSync(
    `${THREAD_CODE}/thread-code.ts`,
    `/** The program of a thread that reads records, from ${THREAD}. */\nexport const THREAD_CODE: string = ${code};\n`,
  );
}

let status = 0;
if (existsSync("prisma/schema")) status = generateClient();
if (existsSync(THREAD)) generateThread();
process.exit(status);
