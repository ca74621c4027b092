// Generates what the sources need and the repository does not hold: the Prisma client, and the code of the threads that
// read records, as one text (a bundler of the web application would not know that it is to be started as a thread).
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SCHEMA = join(ROOT, "prisma/schema");
const CLIENT = join(ROOT, "lib/db/generated");
const THREAD = "lib/routing/ingest/parallel/thread.ts";
const THREAD_CODE = join(ROOT, "lib/routing/generated/thread-code.ts");

/** Hash of what the client is made from. */
function clientStamp() {
  const hash = createHash("sha256").update(
    readFileSync(join(ROOT, "node_modules/prisma/package.json"), "utf8"),
  );
  for (const name of readdirSync(SCHEMA).sort())
    hash.update(`\0${name}\0`).update(readFileSync(join(SCHEMA, name), "utf8"));
  return hash.digest("hex");
}

/** Prisma looks for a native schema engine that `generate` never runs; any executable satisfies the look-up. */
function generateClient() {
  const stamp = join(CLIENT, "stamp");
  const wanted = clientStamp();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["node_modules/prisma/build/index.js", "generate"],
    {
      cwd: ROOT,
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
  if (status !== 0) throw new Error(`The database client could not be generated.\n${stdout}${stderr}`);
  writeWhole(stamp, wanted);
}

function generateThread() {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
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
  const text = JSON.stringify(outputFiles[0].text);
  const code = `/** The program of a thread that reads records, from ${THREAD}. */\nexport const THREAD_CODE: string = ${text};\n`;
  if (!existsSync(THREAD_CODE) || readFileSync(THREAD_CODE, "utf8") !== code) writeWhole(THREAD_CODE, code);
}

/** Another script that starts at the same moment finds the old text or the new one, never a part. */
function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** Brings what is generated up to date with its sources; cheap when it is. */
export function generate() {
  generateClient();
  generateThread();
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) generate();
