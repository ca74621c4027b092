// The README's first command on a clone that nothing was ever run in: the files that the repository holds, the installed
// packages, and no more. Ends with a code other than 0 unless a populated dashboard answers, at the first start and at a
// second one.
//   npm run drill:fresh
import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ended } from "../e2e/fixtures/server";
import { DEMO_ACCOUNTS } from "../prisma/seed";
import { Fault, runScript } from "./lib/fault";

const ROOT = join(import.meta.dirname, "..");
const PREFIX = "data-fresh-";
const VERDICTS = ["Desk", "Flow", "Forge"];

/** What a clone would hold: files that git knows or would take, not those that it ignores. */
function copySources(to: string): void {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  for (const path of listed.split("\0").filter((name) => name && existsSync(join(ROOT, name)))) {
    mkdirSync(join(to, dirname(path)), { recursive: true });
    cpSync(join(ROOT, path), join(to, path));
  }
}

/** The packages as hard links: a build follows no link out of its folder, and a copy would take gigabytes. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === ".cache") continue;
    if (entry.isDirectory()) linkPackages(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

/** Everything that would tell the copy of this folder's own settings is left behind. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, PORT: "0" };
  for (const name of Object.keys(env))
    if (/^(npm_|EVENHAND_|DATA_DIR$|DATABASE_URL$|CLICKHOUSE_URL$|TSX_|NODE_OPTIONS$)/.test(name))
      delete env[name];
  return env;
}

/** Runs `npm run demo` until it says who can sign in, asks `check`, and stops it; the checks' history may still run. */
async function demo(folder: string, check: (url: string) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, ["--import", "./scripts/run.mjs", "scripts/demo.ts", "--no-open"], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let words = "";
  try {
    const url = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          words += chunk;
          const address = /^(http:\S+)$/m.exec(words)?.[1];
          if (address && words.includes("Sign in as")) resolve(address);
        });
      child.once("close", (code) => reject(new Fault(`The demo ended with ${code}:\n${words}`)));
    });
    await check(url);
  } finally {
    await ended(child, "SIGINT");
  }
}

/** Signs in as the form does, and reads the overview: each router of the sample must be on it. */
async function checkOverview(url: string): Promise<void> {
  const account = DEMO_ACCOUNTS.find(({ email }) => email.startsWith("executive"));
  if (!account) throw new Fault("The sample workspace has no executive.");
  const csrf = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const signed = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken, email: account.email, password: account.password, json: "true" }),
    redirect: "manual",
  });
  const page = await fetch(`${url}/overview`, { headers: { cookie: cookiesOf(signed) }, redirect: "manual" });
  const html = await page.text();
  const missing = VERDICTS.filter((name) => !html.includes(name));
  if (page.status !== 200 || missing.length > 0)
    throw new Fault(
      `The overview answered ${page.status} and does not show ${missing.join(", ") || "itself"}.`,
    );
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

await runScript(async () => {
  // Inside the project: hard links reach no other file system. A killed run has left its copy behind.
  for (const name of readdirSync(ROOT).filter((entry) => entry.startsWith(PREFIX)))
    rmSync(join(ROOT, name), { recursive: true, force: true });
  const folder = mkdtempSync(join(ROOT, PREFIX));
  chmodSync(folder, 0o755);
  try {
    copySources(folder);
    linkPackages(join(ROOT, "node_modules"), join(folder, "node_modules"));
    for (const start of ["first", "second"]) {
      const began = performance.now();
      await demo(folder, checkOverview);
      console.log(
        `The ${start} start showed the sample after ${((performance.now() - began) / 1000).toFixed(0)} s.`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
