import { build, isBuilt } from "./build";
import { Fault } from "./fault";
import { welcome } from "./first-start";
import { type Lock, takeLock } from "./lock";
import { end } from "./processes";
import { openRegisterStore, type RegisterStore } from "./register-store";
import type { Settings } from "./settings";
import { findPort, startWeb, type Web, waitForWeb } from "./web";

type Options = {
  dev?: boolean;
  /** True when the caller makes the first administrator itself. */
  unattended?: boolean;
  /** Says what is being done, one line a step. */
  say: (line: string) => void;
  /** Aborting stops what has been started, in order; a second time, quickly. */
  abort: AbortSignal;
};

export type Launched = {
  url: string;
  /** What the first visitor must know: the set-up link, or who the administrator is. Null once there is one. */
  welcome: string | null;
  /** Ends with the exit code when somebody stops us (0) or a part of us ends by itself (1). */
  ended: Promise<number>;
  stop: () => Promise<void>;
};

/** Starts everything on the data folder: lock, orphans, build, Postgres, migrations, web server. */
export async function launch(settings: Settings, options: Options): Promise<Launched> {
  const lock = await lockFolder(settings);
  const parts: Parts = { lock, store: null, web: null };
  try {
    const port = await findPort(settings.HOST, settings.PORT);
    await prepare(options);
    options.say(`Starting ${settings.embedded ? "Postgres and " : ""}the web server …`);
    parts.store = await openRegisterStore(settings);
    record(parts);
    options.abort.throwIfAborted();
    const words = options.unattended ? null : await welcome(settings);
    parts.web = startWeb(settings, port, options.dev ?? false);
    record(parts);
    await waitForWeb(parts.web, options.abort);
    options.abort.throwIfAborted();
    const { url } = parts.web;
    lock.update({ url });
    return {
      url,
      welcome: words && `${words.text}${words.path ? `${url}${words.path}` : ""}`,
      ended: watch(parts, options),
      stop: () => stopAll(parts),
    };
  } catch (error) {
    await stopAll(parts);
    throw error;
  }
}

type Parts = { lock: Lock; store: RegisterStore | null; web: Web | null };

async function lockFolder({ DATA_DIR }: Settings): Promise<Lock> {
  const taken = takeLock(DATA_DIR);
  if ("holder" in taken) {
    const { pid, url } = taken.holder;
    throw new Fault(
      `Evenhand is already running on this data folder (${DATA_DIR}), ${url ? `at ${url}` : "starting"}, as process ${pid}.`,
      2,
    );
  }
  for (const orphan of taken.left)
    await end(orphan, [
      ["SIGTERM", 3_000],
      ["SIGKILL", 5_000],
    ]);
  return taken.lock;
}

async function prepare({ dev, say, abort }: Options): Promise<void> {
  if (dev || isBuilt()) return;
  say("Building the web application …");
  await build({ quiet: true, abort });
}

// Postgres is not recorded as a child: it is known by the folder it works in, and must be stopped in its own way.
const record = ({ lock, web }: Parts) => lock.update({ children: web ? [web.process] : [] });

async function watch(parts: Parts, { say, abort }: Options): Promise<number> {
  const wanted = new Promise<"wanted">((resolve) => {
    abort.addEventListener("abort", () => resolve("wanted"), { once: true });
  });
  const never = new Promise<never>(() => undefined);
  const first = await Promise.race([
    wanted,
    parts.web?.ended.then(() => "The web server") ?? never,
    parts.store?.postgres?.ended.then(() => "Postgres") ?? never,
  ]);
  if (first !== "wanted") say(`${first} ended by itself; stopping.`);
  await stopAll(parts);
  return first === "wanted" ? 0 : 1;
}

/** Whatever fails to stop, the rest is stopped; the first fault is thrown at the end. */
async function stopAll({ lock, store, web }: Parts): Promise<void> {
  const faults: unknown[] = [];
  for (const step of [() => web?.stop(), () => store?.close(), () => lock.release()]) {
    try {
      await step();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
