import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";
import {
  cleanUp,
  ended,
  isRunning,
  newDataFolder,
  processesOf,
  runScript,
  startServer,
} from "./fixtures/server";

test.describe.configure({ mode: "parallel", timeout: 120_000 });
test.afterEach(async ({ browserName: _ }, info) => {
  const said = await cleanUp();
  await info.attach("servers", { body: said, contentType: "text/plain" });
});

const ADMIN = {
  EVENHAND_ADMIN_EMAIL: "Admin@Example.com",
  EVENHAND_ADMIN_PASSWORD: "a long enough sentence",
};

async function makeKey(DATA_DIR: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runScript("key", args, { DATA_DIR });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^evh_[\w-]{43}\n$/);
  return stdout.trim();
}

/** Hash of every file of the folder, so that nothing can have been touched unseen. */
function fingerprint(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, createHash("sha256").update(readFileSync(path)).digest("hex")];
    }),
  );
}

const json = (key: string) => ({ authorization: `Bearer ${key}`, "content-type": "application/json" });

test("what was acknowledged is there after kill -9 of everything", async () => {
  const DATA_DIR = newDataFolder();
  const server = await startServer({ DATA_DIR, ...ADMIN });
  const writer = await makeKey(DATA_DIR, "--scope", "write", "--role", "compliance");
  const ingest = await makeKey(DATA_DIR, "--scope", "ingest", "--source", "gateway-eu");
  const party = { key: "acme", name: "Acme Cloud", kinds: ["platform"] };
  const stored = await fetch(`${server.url}/api/v1/import/register`, {
    method: "POST",
    headers: json(writer),
    body: JSON.stringify({ parties: [party] }),
  });
  expect(stored.status, await stored.text()).toBe(200);
  const decisions = Array.from({ length: 500 }, (_, at) => ({
    decision_id: `d${at}`,
    occurred_at: "2026-05-01T12:00:00Z",
    chosen_model: "acme-one",
  }));
  const taken = await fetch(`${server.url}/api/v1/ingest/decisions`, {
    method: "POST",
    headers: json(ingest),
    body: JSON.stringify(decisions),
  });
  expect(taken.status).toBe(200);
  expect(await taken.json()).toMatchObject({ accepted: 500 });

  for (const pid of processesOf(DATA_DIR)) process.kill(pid, "SIGKILL");
  await ended(server.child, "SIGKILL");

  const again = await startServer({ DATA_DIR });
  const read = async (path: string) =>
    (await fetch(`${again.url}/api/v1${path}`, { headers: json(writer) })).json();
  expect(await read("/parties/acme")).toMatchObject(party);
  const share = await read("/routing/share?from=2026-05-01&to=2026-05-02");
  expect(share.excluded.pinned + share.excluded.unattributed + share.total).toBe(500);
});

test("SIGTERM and Ctrl-C stop everything and leave the folder ready", async () => {
  const DATA_DIR = newDataFolder();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const server = await startServer({ DATA_DIR });
    const pids = processesOf(DATA_DIR);
    expect(pids.map(isRunning)).toEqual([true, true, true]);
    expect(await ended(server.child, signal)).toBe(0);
    expect(pids.map(isRunning)).toEqual([false, false, false]);
    expect(readdirSync(DATA_DIR)).not.toContain("running.json");
  }
});

test("the web server goes with a launcher that is killed, and the next start ends the orphans", async () => {
  const DATA_DIR = newDataFolder();
  const server = await startServer({ DATA_DIR });
  const [launcher, web, postgres] = processesOf(DATA_DIR);
  await ended(server.child, "SIGKILL");
  await expect.poll(() => isRunning(web ?? 0)).toBe(false);
  expect(isRunning(postgres ?? 0)).toBe(true);
  await startServer({ DATA_DIR });
  expect(isRunning(postgres ?? 0)).toBe(false);
  expect(processesOf(DATA_DIR)).not.toContain(launcher);
});

test("a second start says so in one line and exits with 2", async () => {
  const DATA_DIR = newDataFolder();
  const server = await startServer({ DATA_DIR });
  const { port } = new URL(server.url);
  const second = await runScript("launch", [], { DATA_DIR });
  expect(second).toMatchObject({ code: 2, stdout: "" });
  expect(second.stderr).toMatch(/^Evenhand is already running on this data folder .*\n$/);
  expect(second.stderr).toContain(server.url);
  const elsewhere = await runScript("launch", [], { DATA_DIR: newDataFolder(), PORT: port });
  expect(elsewhere).toMatchObject({ code: 2, stdout: "" });
  expect(elsewhere.stderr).toMatch(/^Port \d+ of 127\.0\.0\.1 is in use by another program; .*\n$/);
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
});

test("a data folder of a newer version is refused and not touched", async () => {
  const DATA_DIR = newDataFolder();
  const server = await startServer({ DATA_DIR });
  const owner = `postgres://evenhand_owner@localhost/evenhand?host=${encodeURIComponent(join(DATA_DIR, "run"))}`;
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  await client.query(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '9999_later', now())",
  );
  await client.end();
  expect(await ended(server.child, "SIGTERM")).toBe(0);
  const before = fingerprint(DATA_DIR);
  const refused = await runScript("launch", [], { DATA_DIR });
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toMatch(/^The data folder .* belongs to a newer version .*9999_later.*\n$/);
  expect(fingerprint(DATA_DIR)).toEqual(before);

  // Also where only Postgres knows: then it must be started to be asked, but no row changes.
  writeFileSync(join(DATA_DIR, "version.json"), '{"register":[],"traffic":[]}');
  const asked = await runScript("launch", [], { DATA_DIR });
  expect(asked.code).toBe(1);
  expect(asked.stderr).toContain("9999_later");

  writeFileSync(join(DATA_DIR, "postgres/PG_VERSION"), "19\n");
  const later = await runScript("launch", [], { DATA_DIR });
  expect(later.stderr).toContain("newer version of Evenhand (Postgres 19)");
});

test("an empty workspace prints a link that makes the administrator, once", async () => {
  const { url, output } = await startServer({ DATA_DIR: newDataFolder() });
  const ready = async () => (await fetch(`${url}/api/ready`)).status;
  expect(await ready()).toBe(503);
  const [link = "", token] = /http:\S+\/setup\?token=(\S+)/.exec(output()) ?? [];
  expect((await fetch(link)).status).toBe(200);
  const setUp = (input: object) =>
    fetch(`${url}/api/v1/setup`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify({
        email: "a@example.com",
        name: "A",
        password: ADMIN.EVENHAND_ADMIN_PASSWORD,
        ...input,
      }),
    });
  expect((await setUp({ token: "wrong" })).status).toBe(403);
  expect((await setUp({ token })).ok).toBe(true);
  expect(await ready()).toBe(200);
  expect((await setUp({ token })).ok).toBe(false);
});

test("the administrator can come from the environment, and keys from the stopped folder", async () => {
  const DATA_DIR = newDataFolder();
  const key = await makeKey(DATA_DIR, "--scope", "read", "--role", "compliance");
  const { url, output } = await startServer({ DATA_DIR, ...ADMIN });
  expect(output()).toContain("Administrator: admin@example.com");
  expect(output()).not.toContain(ADMIN.EVENHAND_ADMIN_PASSWORD);
  expect((await fetch(`${url}/api/ready`)).status).toBe(200);
  const list = await fetch(`${url}/api/v1/parties`, { headers: json(key) });
  expect(await list.json()).toEqual({ items: [], next_cursor: null });
});
