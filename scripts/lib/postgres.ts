import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Account, accountFor, giveTo, letPass } from "./account";
import { postgresBinaries } from "./binaries";
import { Fault, messageOf } from "./fault";
import { end, isAlive, type Process, processesIn, processOf, signal, until } from "./processes";

const OWNER = "evenhand_owner";
const APP = "evenhand_app";
/** A socket's path may have 103 bytes on macOS and 107 on Linux, the name of the socket included. */
const SOCKET_FOLDER_BYTES = 103 - "/.s.PGSQL.5432.lock".length;

export type Postgres = {
  process: Process;
  /** Ends when the server ends, wanted or not. */
  ended: Promise<void>;
  url: (user: "owner" | "app", database?: string) => string;
  stop: () => Promise<void>;
};

type Options = {
  /** For tests: nothing survives a power cut, and starts are quicker. */
  volatile?: boolean;
  settings?: Record<string, string>;
};

export const clusterFolder = (dataDir: string): string => join(dataDir, "postgres");

/** The folder of the private socket: in the data folder, or where its path is too long, a short one under /tmp. */
export function socketFolder(dataDir: string): string {
  const own = join(dataDir, "run");
  if (Buffer.byteLength(own) <= SOCKET_FOLDER_BYTES) return own;
  const name = `evenhand-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
  const short = join(tmpdir(), name);
  return Buffer.byteLength(short) <= SOCKET_FOLDER_BYTES ? short : join("/tmp", name);
}

export const postgresUrl = (sockets: string, user: string, database: string): string =>
  `postgres://${user}@localhost/${database}?host=${encodeURIComponent(sockets)}`;

export const embeddedUrl = (dataDir: string, user: "owner" | "app", database = "evenhand"): string =>
  postgresUrl(socketFolder(dataDir), user === "app" ? APP : OWNER, database);

/** Starts Postgres on the data folder, on a private socket and without TCP; makes the cluster first where there is none. */
export async function startPostgres(dataDir: string, options: Options = {}): Promise<Postgres> {
  const { postgres, initdb } = postgresBinaries();
  const cluster = clusterFolder(dataDir);
  const sockets = socketFolder(dataDir);
  letPass(dataDir);
  const account = accountFor(cluster, [dataDir], postgres);
  ownFolder(sockets, account);
  if (!existsSync(cluster)) initialise(initdb, cluster, account, options);
  ownFolder(cluster, account);
  await reap(cluster, sockets);
  const child = spawnServer(postgres, cluster, sockets, account, options);
  const server = processOf(child.pid ?? 0);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await waitReady(dataDir, child);
  return {
    process: server,
    ended,
    url: (user, database) => embeddedUrl(dataDir, user, database),
    stop: () =>
      end(server, [
        ["SIGINT", 15_000],
        ["SIGQUIT", 5_000],
        ["SIGKILL", 5_000],
      ]),
  };
}

/** A folder that only the account of Postgres may enter; one in /tmp that belongs to somebody else is refused. */
function ownFolder(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(account, folder);
  const { uid, mode } = statSync(folder);
  const mine = account?.uid ?? process.getuid?.() ?? uid;
  if (uid !== mine) throw new Fault(`The folder ${folder} belongs to another user (${uid}).`);
  if ((mode & 0o077) !== 0)
    throw new Fault(`The folder ${folder} is open to other users; it must have mode 0700.`);
}

function spawnOptions(account: Account | null) {
  // With a prefix, the command itself changes the account.
  const ids = account && account.prefix.length === 0 ? { uid: account.uid, gid: account.gid } : {};
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" };
  return { ...ids, env };
}

/** Made under another name first: a cluster under its own name is a whole one, whenever we are killed. */
function initialise(initdb: string, cluster: string, account: Account | null, { volatile }: Options): void {
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  ownFolder(draft, account);
  const args = [
    ...(account?.prefix ?? []),
    initdb,
    "-D",
    draft,
    "-U",
    OWNER,
    "--auth=trust",
    "--encoding=UTF8",
  ];
  // The built-in provider sorts alike on every platform; names are put in people's order where they are shown.
  args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions");
  if (volatile) args.push("--no-sync");
  const [command = initdb, ...rest] = args;
  try {
    execFileSync(command, rest, { ...spawnOptions(account), cwd: draft, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Fault(`Postgres could not make its folder ${cluster}: ${messageOf(error)}`);
  }
  renameSync(draft, cluster);
}

function spawnServer(
  postgres: string,
  cluster: string,
  sockets: string,
  account: Account | null,
  { volatile, settings }: Options,
): ChildProcess {
  const all: Record<string, string> = {
    listen_addresses: "",
    unix_socket_directories: sockets,
    unix_socket_permissions: "0700",
    max_connections: "60",
    timezone: "UTC",
    log_timezone: "UTC",
    io_method: "sync",
    ...(volatile ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [command = postgres, ...args] = [...(account?.prefix ?? []), postgres, "-D", cluster, ...flags];
  const log = openSync(`${cluster}.log`, "a");
  // A group of its own: Ctrl-C reaches the launcher alone, which stops the web server first.
  const child = spawn(command, args, {
    ...spawnOptions(account),
    cwd: cluster,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.once("error", () => undefined);
  return child;
}

async function waitReady(dataDir: string, child: ChildProcess): Promise<void> {
  let refusal = "it gave no answer within 30 seconds";
  const ready = await until(async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return true;
    const client = new pg.Client({ connectionString: embeddedUrl(dataDir, "owner", "postgres") });
    try {
      await client.connect();
      await client.query(`SELECT 1`);
      return true;
    } catch (error) {
      refusal = messageOf(error);
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }, 30_000);
  if (ready && child.exitCode === null && child.signalCode === null && child.pid !== undefined) return;
  if (child.pid !== undefined) signal(processOf(child.pid), "SIGKILL");
  throw new Fault(
    `Postgres did not start (${lastLine(dataDir) ?? refusal}). Its log: ${clusterFolder(dataDir)}.log`,
  );
}

function lastLine(dataDir: string): string | null {
  const log = `${clusterFolder(dataDir)}.log`;
  const lines = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
  return lines.findLast((line) => /FATAL|PANIC|ERROR|error/.test(line)) ?? null;
}

/**
 * Ends a server that an earlier, killed launcher left on this folder, then clears its marks: a zombie keeps its number
 * in use, and a number may be given to another process, so that Postgres would refuse to start.
 */
export async function reap(cluster: string, sockets: string): Promise<void> {
  const mark = join(cluster, "postmaster.pid");
  const left = processesIn(cluster, "postgres");
  const recorded = existsSync(mark) ? Number(readFileSync(mark, "utf8").split("\n")[0]) : 0;
  if (process.platform !== "linux" && recorded > 0 && isPostgres(recorded)) left.push(processOf(recorded));
  const postmaster = left.find(({ pid }) => pid === recorded);
  if (postmaster) signal(postmaster, "SIGINT");
  await until(() => !left.some(isAlive), 10_000);
  for (const process of left) await end(process, [["SIGKILL", 5_000]]);
  for (const file of [mark, join(sockets, ".s.PGSQL.5432"), join(sockets, ".s.PGSQL.5432.lock")])
    rmSync(file, { force: true });
}

function isPostgres(pid: number): boolean {
  try {
    return /postgres/.test(execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }));
  } catch {
    return false;
  }
}

/** Makes the database where it is missing; for an owner of its own, the owner too, with the rights that migrations need. */
export async function ensureDatabase(dataDir: string, database = "evenhand", owner?: string): Promise<void> {
  const client = new pg.Client({ connectionString: embeddedUrl(dataDir, "owner", "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (rowCount !== 0) return;
    if (owner) await client.query(`CREATE ROLE ${pg.escapeIdentifier(owner)} LOGIN CREATEROLE`);
    const owned = owner ? ` OWNER ${pg.escapeIdentifier(owner)}` : "";
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}${owned}`);
  } finally {
    await client.end();
  }
}
