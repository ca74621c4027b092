import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { Fault } from "./fault";
import { end, type Process, processOf, until } from "./processes";
import type { Settings } from "./settings";

const ROOT = join(import.meta.dirname, "../..");
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");

export type Web = {
  process: Process;
  url: string;
  /** The exit code of the server, wanted or not. */
  ended: Promise<number | null>;
  stop: (quickly?: boolean) => Promise<void>;
};

const isAny = (host: string) => host === "0.0.0.0" || host === "::";
const bracketed = (host: string) => (host.includes(":") ? `[${host}]` : host);

/** The port to listen on; for 0 a free one. Throws when another program listens there. */
export async function findPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE" ? "is in use by another program" : `cannot be used (${error.code})`;
      reject(new Fault(`Port ${port} of ${host} ${why}; choose another with PORT.`, 2));
    });
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}

/** Starts the web server. It answers when `waitForWeb` returns. */
export function startWeb(settings: Settings, port: number, dev: boolean): Web {
  const { HOST } = settings;
  const url = `http://${isAny(HOST) ? "localhost" : bracketed(HOST)}:${port}`;
  // Prisma reads what a record includes in parallel on one connection, which pg 8 allows and announces to end.
  const quiet = dev ? [] : ["--disable-warning=DeprecationWarning"];
  const args = [...quiet, NEXT, dev ? "dev" : "start", "--hostname", HOST, "--port", String(port)];
  // A group of its own, so that Ctrl-C reaches the launcher alone; the channel ends the server if the launcher is killed.
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", dev ? "inherit" : "ignore", "inherit", "ipc"],
    env: webEnvironment(settings, port, dev),
  });
  const web = processOf(child.pid ?? 0);
  const ended = new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code));
  });
  return {
    process: web,
    url,
    ended,
    stop: (quickly = false) =>
      end(web, [...(quickly ? [] : [["SIGTERM", 10_000] as const]), ["SIGKILL", 5_000]]),
  };
}

/** What the web process is told. next-auth's own variables come from here alone, whatever the shell has set. */
export function webEnvironment(
  { EVENHAND_URL }: Pick<Settings, "EVENHAND_URL">,
  port: number,
  dev: boolean,
): NodeJS.ProcessEnv {
  const { DATABASE_MIGRATION_URL, EVENHAND_ADMIN_PASSWORD, NEXTAUTH_URL, AUTH_TRUST_HOST, ...inherited } =
    process.env;
  return {
    ...inherited,
    NODE_ENV: dev ? "development" : "production",
    PORT: String(port),
    // chDB holds a thread of this pool while it waits for an answer.
    UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? "16",
    NEXT_TELEMETRY_DISABLED: "1",
    // Without a public address people may come by any of this machine's names, and stay on the one they came by:
    // next-auth takes it from the request, but only where it knows no address.
    ...(EVENHAND_URL ? { NEXTAUTH_URL: EVENHAND_URL } : { AUTH_TRUST_HOST: "true" }),
  };
}

/** Waits until the server answers. Throws a Fault when it ends first, or does not within two minutes. */
export async function waitForWeb(web: Web, abort: AbortSignal): Promise<void> {
  let over = false;
  void web.ended.then(() => {
    over = true;
  });
  const answered = await until(async () => over || abort.aborted || (await answers(web.url)), 120_000, 50);
  if (over) throw new Fault("The web server ended while it was starting; its words are above.");
  if (!answered) throw new Fault("The web server did not answer within two minutes.");
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
