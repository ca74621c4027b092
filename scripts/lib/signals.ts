import { Stopped } from "./fault";

/** Aborted by the first SIGTERM, SIGINT (Ctrl-C) or SIGHUP: what was started is then stopped in order. */
export function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    process.on(name, () => controller.abort(new Stopped()));
  return controller.signal;
}
