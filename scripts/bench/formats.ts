import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Querier, quoteLiteral } from "../../lib/clickhouse/server";
import { GATEWAY_LABELS, type GatewayName } from "../../lib/routing/formats/names";
import { columnsOf, writeGatewayRecords } from "./gateway-records";
import { importByHttp } from "./ingest";
import { benchPulse } from "./pulse";
import { median, type Report } from "./report";
import type { Server } from "./server";
import { benchSpans } from "./spans";

const ROWS = 100_000;
const ROUNDS = 3;
/** The format whose records are also imported while somebody keeps asking for something else. */
const PULSED: GatewayName = "litellm";

/** Seconds on the clock and of processors. */
type Took = { seconds: number; cpu_s: number };

/** Two ways in which the engine reads the members that a mapping looks at: which is faster depends on the records. */
const WAYS = [
  (path: string, columns: string) => ({
    table: `r Tuple(${columns})`,
    select: `JSONExtract(line, ${quoteLiteral(`Tuple(${columns})`)}) FROM file(${path}, 'LineAsString', 'line String')`,
  }),
  (path: string, columns: string) => ({
    table: columns,
    select: `* FROM file(${path}, 'JSONEachRow', ${quoteLiteral(columns)})`,
  }),
];

/** The faster way's time; a record of mixed lists is read by the first alone. */
async function byEngine(engine: Querier, path: string, columns: string): Promise<Took> {
  const took: Took[] = [];
  for (const way of WAYS) {
    const { table, select } = way(quoteLiteral(path), columns);
    await engine.command("DROP TABLE IF EXISTS raw");
    await engine.command(`CREATE TABLE raw (${table}) ENGINE = MergeTree ORDER BY tuple()`);
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const insert = `INSERT INTO raw SELECT ${select} SETTINGS input_format_skip_unknown_fields = 1, max_memory_usage = 0, max_execution_time = 0`;
    const read = await engine.command(insert).then(
      () => true,
      () => false,
    );
    const { user, system } = process.cpuUsage(cpu);
    if (read) took.push({ seconds: (performance.now() - began) / 1000, cpu_s: (user + system) / 1e6 });
  }
  const [first] = took.sort((a, b) => a.seconds - b.seconds);
  if (!first) throw new Error("The engine could not read the records.");
  return first;
}

async function byHttp(server: Server, path: string, name: GatewayName, round: number): Promise<Took> {
  const key = await server.ingestKey(`bench-${name}-${round}`);
  const cpu = server.cpuSeconds() ?? Number.NaN;
  const seconds = await importByHttp(server, key, path, ROWS, name);
  return { seconds, cpu_s: (server.cpuSeconds() ?? Number.NaN) - cpu };
}

const count = (number: number) => Math.round(number).toLocaleString("en-US");
const secondsOf = (all: readonly Took[]) => median(all.map(({ seconds }) => seconds));
const coresOf = (all: readonly Took[]) => median(all.map(({ seconds, cpu_s }) => cpu_s / seconds)).toFixed(1);

/**
 * Files of gateways' own records through HTTP, mapped and checked, beside the engine's reading of the same members of
 * the same files, which maps and checks nothing.
 */
export async function benchFormats(server: Server, engine: Querier, folder: string, report: Report) {
  for (const name of Object.keys(GATEWAY_LABELS) as GatewayName[]) {
    const path = join(folder, `${name}.ndjson.gz`);
    const bytes = await writeGatewayRecords(name, path, ROWS);
    const [peer, ours]: [Took[], Took[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      peer.push(await byEngine(engine, path, columnsOf(name)));
      ours.push(await byHttp(server, path, name, round));
    }
    const mib = (size: number) => `${(size / 1_048_576).toFixed(0)} MiB`;
    report.line({
      what: `Import of ${count(ROWS)} records of ${GATEWAY_LABELS[name]} (NDJSON gzip, ${mib(statSync(path).size)}, unpacked ${mib(bytes)}) through HTTP`,
      ours: `${count(ROWS / secondsOf(ours))} /s`,
      peer: `${count(ROWS / secondsOf(peer))} /s`,
      peer_name: "the engine's own INSERT … SELECT of every member of the same file but what was written",
      ratio: secondsOf(peer) / secondsOf(ours),
      of: "the raw rate",
      aim: { at_least: 0.3 },
      note: `${coresOf(ours)} cores beside ${coresOf(peer)}`,
    });
    if (name === PULSED) {
      const key = await server.ingestKey("bench-formats-pulse");
      const again = () => importByHttp(server, key, path, ROWS, name);
      await benchPulse(server, `${count(ROWS)} records of ${GATEWAY_LABELS[name]}`, again, report);
    }
    rmSync(path);
  }
  await benchSpans(server, engine, folder, report);
}
