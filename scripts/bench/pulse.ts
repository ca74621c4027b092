import { setTimeout as wait } from "node:timers/promises";
import { median, type Report } from "./report";
import type { Server } from "./server";

const EVERY_MS = 50;
const LAG = /^evenhand_nodejs_eventloop_lag_p99_seconds ([\d.e+-]+)$/m;

async function readLag({ url }: Server, secret: string): Promise<number> {
  const response = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${secret}` } });
  const value = LAG.exec(await response.text())?.[1];
  if (value === undefined) throw new Error("The metrics say nothing of the event loop's delay.");
  return Number(value) * 1000;
}

/** Runs `work` while somebody keeps asking for the list of sources: how late its event loop was, and its answers. */
export async function benchPulse(
  server: Server,
  what: string,
  work: () => Promise<unknown>,
  report: Report,
): Promise<void> {
  const secret = await server.readKey();
  // Reading resets what is measured.
  await readLag(server, secret);
  const waits: number[] = [];
  let over = false;
  const asking = (async () => {
    while (!over) {
      const began = performance.now();
      const response = await fetch(`${server.url}/api/v1/routing/sources`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      await response.text();
      if (!response.ok) throw new Error(`A list was answered with ${response.status} while importing.`);
      waits.push(performance.now() - began);
      await wait(EVERY_MS);
    }
  })();
  await work();
  over = true;
  await asking;
  const lag_ms = await readLag(server, secret);
  report.line({
    what: `Event loop while importing ${what}, 99 of 100 delays`,
    ours: `${lag_ms.toFixed(1)} ms`,
    peer: "50 ms",
    peer_name: "the bound",
    ratio: lag_ms / 50,
    of: "the bound",
    aim: { at_most: 1 },
    note: `${waits.length} requests meanwhile, half answered within ${median(waits).toFixed(0)} ms, all within ${Math.max(...waits).toFixed(0)} ms`,
  });
}
