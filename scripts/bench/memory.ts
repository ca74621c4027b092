import type { Report } from "./report";
import type { Server } from "./server";

const BOUND = 1.5e9;

/** The most memory that the web process has held since it started; no line where the system does not say. */
export function reportMemory(server: Server, report: Report, when: string): void {
  const peak = server.peakMemory();
  if (peak === null) return;
  report.line({
    what: `Peak memory of the server ${when}`,
    ours: `${(peak / 1e9).toFixed(2)} GB`,
    peer: `${(BOUND / 1e9).toFixed(2)} GB`,
    peer_name: "the bound",
    ratio: peak / BOUND,
    of: "the bound",
    aim: { at_most: 1 },
  });
}
