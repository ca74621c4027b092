// Measures the product beside the engine that it rests on: on this machine, on data made here, one after the other.
//   npm run bench              1 million decisions
//   npm run bench -- --full    5 and 10 million as well
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../lib/clickhouse/embedded";
import type { Querier } from "../lib/clickhouse/server";
import { benchBatches } from "./bench/batches";
import { writeRecords } from "./bench/data";
import { benchFormats } from "./bench/formats";
import { benchIngest, importByHttp } from "./bench/ingest";
import { openPeer } from "./bench/peer";
import { benchPulse } from "./bench/pulse";
import { openReport, type Report } from "./bench/report";
import { type Server, startServer } from "./bench/server";
import { benchShare, fillForShare } from "./bench/share";
import { runScript } from "./lib/fault";
import { readSettings, type Settings } from "./lib/settings";
import { stopOnSignals } from "./lib/signals";

const MILLION = 1_000_000;
const SIZES = process.argv.includes("--full") ? [MILLION, 5 * MILLION, 10 * MILLION] : [MILLION];

type Place = { folder: string; settings: Settings; abort: AbortSignal; report: Report };

const remove = (...paths: string[]) => {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
};

async function withServer({ settings, abort }: Place, work: (server: Server) => Promise<void>) {
  mkdirSync(settings.DATA_DIR, { recursive: true });
  const server = await startServer(settings, abort);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

async function withEngine(folder: string, work: (engine: Querier) => Promise<void>) {
  const engine = await openEmbedded(folder);
  try {
    await work(engine);
  } finally {
    await engine.close();
  }
}

// A fresh server for each part, so that its memory is that of this part and size.
async function benchSize(place: Place, rows: number): Promise<void> {
  const { folder, settings, report } = place;
  const path = join(folder, `decisions-${rows}.ndjson.gz`);
  const copy = join(folder, "copy");
  await withEngine(join(folder, "peer"), async (engine) => {
    await openPeer(engine);
    await writeRecords(engine, path, rows);
    await withServer(place, async (server) => {
      await benchIngest(server, engine, path, rows, report);
      const key = await server.ingestKey(`bench-pulse-${rows}`);
      const what = `${rows.toLocaleString("en-US")} decisions`;
      await benchPulse(server, what, () => importByHttp(server, key, path, rows), report);
      await benchBatches(server, engine, join(folder, "batches"), report);
      if (rows === SIZES[0]) await benchFormats(server, engine, folder, report);
    });
  });
  remove(settings.DATA_DIR, join(folder, "peer"), join(folder, "batches"));
  await withServer(place, (server) => fillForShare(server, path, rows));
  cpSync(join(settings.DATA_DIR, "clickhouse"), copy, { recursive: true });
  await withServer(place, (server) => withEngine(copy, (engine) => benchShare(server, engine, report)));
  remove(settings.DATA_DIR, copy, path);
}

await runScript(async () => {
  const abort = stopOnSignals();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "evenhand-bench-"));
  process.env.DATA_DIR = join(folder, "data");
  process.env.PORT = "0";
  process.env.UV_THREADPOOL_SIZE ??= "16";
  try {
    // Once: a second reading would take the address of our own Postgres for that of somebody else's.
    const place = { folder, settings: readSettings({}), abort, report: openReport() };
    for (const rows of SIZES) await benchSize(place, rows);
    if (place.report.failed()) process.exitCode = 1;
  } finally {
    remove(folder);
  }
});
