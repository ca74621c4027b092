// Measures the product beside the engine that it rests on: on this machine, on data made here, one after the other.
//   npm run bench              1 million decisions
//   npm run bench -- --full    5 and 10 million as well, and checks on a platform with five times the decisions of a day
//   npm run bench -- --only batches,formats
//                              some parts alone: import, pulse, batches, formats, share, verdict (of 10 million),
//                              checks (a day after a year of 7.3 million), queue (5,000 overlaps beside 50)
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openEmbedded } from "../lib/clickhouse/embedded";
import type { Querier } from "../lib/clickhouse/server";
import { benchBatches } from "./bench/batches";
import { BUSIER, benchChecks, LARGER, PLATFORM, type Platform } from "./bench/checks";
import { writeRecords } from "./bench/data";
import { benchFormats } from "./bench/formats";
import { benchIngest, importByHttp } from "./bench/ingest";
import { openPeer } from "./bench/peer";
import { benchPulse } from "./bench/pulse";
import { benchQueue } from "./bench/queue";
import { openReport, type Report } from "./bench/report";
import { type Server, startServer } from "./bench/server";
import { benchShare, fillForShare } from "./bench/share";
import { benchVerdict, fillForVerdict, registerForVerdict } from "./bench/verdict";
import { Fault, runScript } from "./lib/fault";
import { readSettings, type Settings } from "./lib/settings";
import { stopOnSignals } from "./lib/signals";

const MILLION = 1_000_000;
const PARTS = ["import", "pulse", "batches", "formats", "share", "verdict", "checks", "queue"] as const;
type Part = (typeof PARTS)[number];
/** Parts that measure how decisions are taken in. */
const TAKING: ReadonlySet<Part> = new Set<Part>(["import", "pulse", "batches", "formats"]);

type Place = {
  folder: string;
  settings: Settings;
  abort: AbortSignal;
  report: Report;
  parts: ReadonlySet<Part>;
};

function options(): { sizes: readonly number[]; parts: ReadonlySet<Part> } {
  const { values } = parseArgs({ options: { full: { type: "boolean" }, only: { type: "string" } } });
  const parts = PARTS.filter((part) => values.only === undefined || values.only.split(",").includes(part));
  if (parts.length === 0) throw new Fault(`--only names some of ${PARTS.join(", ")}.`);
  return { sizes: values.full ? [MILLION, 5 * MILLION, 10 * MILLION] : [MILLION], parts: new Set(parts) };
}

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
  const { folder, parts } = place;
  const path = join(folder, `decisions-${rows}.ndjson.gz`);
  await withEngine(join(folder, "peer"), async (engine) => {
    await openPeer(engine);
    await writeRecords(engine, path, rows);
    if ([...parts].some((part) => TAKING.has(part)))
      await withServer(place, (server) => benchTaking(place, server, engine, { path, rows }));
  });
  remove(place.settings.DATA_DIR, join(folder, "peer"), join(folder, "batches"));
  if (parts.has("share")) await benchReading(place, path, rows);
  remove(path);
}

type File = { path: string; rows: number };

async function benchTaking(place: Place, server: Server, engine: Querier, { path, rows }: File) {
  const { folder, report, parts } = place;
  if (parts.has("import")) await benchIngest(server, engine, path, rows, report);
  if (parts.has("pulse")) {
    const key = await server.ingestKey(`bench-pulse-${rows}`);
    const what = `${rows.toLocaleString("en-US")} decisions`;
    await benchPulse(server, what, () => importByHttp(server, key, path, rows), report);
  }
  if (parts.has("batches")) await benchBatches(server, engine, join(folder, "batches"), report);
  if (parts.has("formats") && rows === MILLION) await benchFormats(server, engine, folder, report);
}

async function benchReading(place: Place, path: string, rows: number): Promise<void> {
  const { folder, settings, report } = place;
  const copy = join(folder, "copy");
  await withServer(place, (server) => fillForShare(server, path, rows));
  cpSync(join(settings.DATA_DIR, "clickhouse"), copy, { recursive: true });
  await withServer(place, (server) => withEngine(copy, (engine) => benchShare(server, engine, report)));
  remove(settings.DATA_DIR, copy);
}

const VERDICT_OF = 10 * MILLION;

async function benchJudging(place: Place, rows: number): Promise<void> {
  const { folder, settings, report } = place;
  const traffic = join(settings.DATA_DIR, "clickhouse");
  const copy = join(folder, "copy");
  await withServer(place, (server) => registerForVerdict(server));
  await withEngine(traffic, (engine) => fillForVerdict(engine, rows));
  cpSync(traffic, copy, { recursive: true });
  await withServer(place, (server) =>
    withEngine(copy, (engine) => benchVerdict(server, engine, { folder, rows, report })),
  );
  remove(settings.DATA_DIR, copy);
}

async function benchRuns({ settings, report }: Place, platforms: readonly Platform[]): Promise<void> {
  for (const platform of platforms) {
    mkdirSync(settings.DATA_DIR, { recursive: true });
    await benchChecks(settings, report, platform);
    remove(settings.DATA_DIR);
  }
}

async function benchQueued({ settings, report }: Place): Promise<void> {
  await benchQueue(settings, report);
  remove(settings.DATA_DIR);
}

await runScript(async () => {
  const { sizes, parts } = options();
  const abort = stopOnSignals();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "evenhand-bench-"));
  process.env.DATA_DIR = join(folder, "data");
  process.env.PORT = "0";
  process.env.UV_THREADPOOL_SIZE ??= "16";
  try {
    // Once: a second reading would take the address of our own Postgres for that of somebody else's.
    const place = { folder, settings: readSettings({}), abort, report: openReport(), parts };
    if ([...parts].some((part) => part === "share" || TAKING.has(part)))
      for (const rows of sizes) await benchSize(place, rows);
    if (parts.has("verdict")) await benchJudging(place, VERDICT_OF);
    if (parts.has("checks"))
      await benchRuns(place, sizes.length > 1 ? [PLATFORM, LARGER, BUSIER] : [PLATFORM, LARGER]);
    if (parts.has("queue")) await benchQueued(place);
    if (place.report.failed()) process.exitCode = 1;
  } finally {
    remove(folder);
  }
});
