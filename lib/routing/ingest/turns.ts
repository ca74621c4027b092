import { setImmediate } from "node:timers/promises";

/** How long reading may keep the event loop before others have a turn. */
const TURN_MS = 8;

/** Something to await between records: gives others a turn when it has run for a while. */
export function turns(): () => Promise<void> {
  let began_ms = performance.now();
  return async () => {
    if (performance.now() - began_ms < TURN_MS) return;
    await setImmediate();
    began_ms = performance.now();
  };
}
