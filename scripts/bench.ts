// Measures the product beside the engine that it rests on: on this machine, on data made here, one after the other.
//   npm run bench              1 million decisions
//   npm run bench -- --full    5 and 10 million as well
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../lib/clickhouse/embedded";
import { writeRecords } from "./bench/data";
import { benchIngest } from "./bench/ingest";
import { openPeer } from "./bench/peer";
import { openReport } from "./bench/report";
import { startServer } from "./bench/server";
import { runScript } from "./lib/fault";
import { readSettings } from "./lib/settings";
import { stopOnSignals } from "./lib/signals";

const MILLION = 1_000_000;
const SIZES = process.argv.includes("--full") ? [MILLION, 5 * MILLION, 10 * MILLION] : [MILLION];

await runScript(async () => {
  const abort = stopOnSignals();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "evenhand-bench-"));
  process.env.DATA_DIR = join(folder, "data");
  process.env.PORT = "0";
  process.env.UV_THREADPOOL_SIZE ??= "16";
  const engine = await openEmbedded(join(folder, "peer"));
  try {
    await openPeer(engine);
    const report = openReport();
    for (const rows of SIZES) {
      const path = join(folder, `decisions-${rows}.ndjson.gz`);
      await writeRecords(engine, path, rows);
      // A fresh server each time, so that its memory is that of this size.
      const server = await startServer(readSettings({}), abort);
      try {
        await benchIngest(server, engine, path, rows, report);
      } finally {
        await server.stop();
        rmSync(join(folder, "data"), { recursive: true, force: true });
        rmSync(path, { force: true });
      }
    }
    if (report.failed()) process.exitCode = 1;
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
