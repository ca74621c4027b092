import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "./fault";

const ROOT = join(import.meta.dirname, "../..");
const SOURCES = ["app", "components", "lib", "public", "prisma/schema", "proxy.ts"];
const INSTRUMENTATION = ["instrumentation.ts", "instrumentation-node.ts", "instrumentation-client.ts"];
const SETTINGS = ["next.config.ts", "package-lock.json", "postcss.config.mjs"];
const IGNORED = /(^|\/)(generated|testing)\/|\.test\.tsx?$/;

const distFolder = () => join(ROOT, process.env.EVENHAND_DIST_DIR ?? ".next");

/** Hash of every file that the build is made from. */
function sourcesHash(): string {
  const hash = createHash("sha256");
  for (const name of [...SOURCES, ...INSTRUMENTATION, ...SETTINGS]) {
    for (const file of filesOf(name)) {
      if (IGNORED.test(file)) continue;
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(ROOT, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

function filesOf(name: string): string[] {
  const path = join(ROOT, name);
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(name)) return [name];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}

const stamp = () => join(distFolder(), "evenhand-sources");

/** Whether the build is there and made from the sources as they are. */
export const isBuilt = (): boolean =>
  existsSync(join(distFolder(), "BUILD_ID")) &&
  existsSync(stamp()) &&
  readFileSync(stamp(), "utf8") === sourcesHash();

/** Builds the web application; what it needs generated is there (`scripts/run.mjs`). Throws a Fault that holds the build's own words. */
export async function build({
  quiet = false,
  abort,
}: {
  quiet?: boolean;
  abort?: AbortSignal;
} = {}): Promise<void> {
  const hash = sourcesHash();
  await run(["node_modules/next/dist/bin/next", "build"], quiet, abort);
  writeFileSync(stamp(), hash);
}

async function run(args: string[], quiet: boolean, abort: AbortSignal | undefined): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    ...(abort ? { signal: abort } : {}),
  });
  let words = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      words += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Fault(`The build failed.\n${words}`.trimEnd());
}
