import { refreshStakes } from "./refresh-stakes";

const PAUSE_MS = 10_000;

/** Keeps what overlaps have at stake up to date while the server runs; a store that is down is tried again. */
export function watchStakes(): void {
  void refreshStakes()
    .catch((error: unknown) => console.warn("Traffic at stake could not be counted; trying again.", error))
    .finally(() => setTimeout(watchStakes, PAUSE_MS).unref());
}
