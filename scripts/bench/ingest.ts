import { createReadStream, statSync } from "node:fs";
import { request } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Querier } from "../../lib/clickhouse/server";
import { IngestAnswer } from "../../lib/routing";
import { reportMemory } from "./memory";
import { importByEngine } from "./peer";
import { median, type Report } from "./report";
import type { Server } from "./server";

const RUNS = 3;

/** Posts a file as a gateway would; seconds from the first byte to the answer. Throws unless all of it is stored. */
export async function importByHttp(
  { url }: Server,
  secret: string,
  path: string,
  rows: number,
  format = "native",
): Promise<number> {
  const began = performance.now();
  const post = request(`${url}/api/v1/ingest/files?format=${format}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "application/x-ndjson",
      "content-encoding": "gzip",
      "content-length": statSync(path).size,
    },
  });
  const answered = new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    post.once("error", reject);
    post.once("response", async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() });
    });
  });
  await pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), post);
  const { status, text } = await answered;
  const seconds = (performance.now() - began) / 1000;
  if (status !== 200 || IngestAnswer.parse(JSON.parse(text)).accepted !== rows)
    throw new Error(`The import was answered with ${status}: ${text}`);
  return seconds;
}

/** Bulk import through HTTP beside the engine's own, in turns on the same file, and the server's memory after it. */
export async function benchIngest(
  server: Server,
  engine: Querier,
  path: string,
  rows: number,
  report: Report,
) {
  const peer: number[] = [];
  const ours: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    peer.push(await importByEngine(engine, path));
    ours.push(await importByHttp(server, await server.ingestKey(`bench-${rows}-${run}`), path, rows));
  }
  const mib = statSync(path).size / 1_048_576;
  report.line({
    what: `Import of ${rows.toLocaleString("en-US")} decisions with four candidates (NDJSON gzip, ${mib.toFixed(0)} MiB) through HTTP`,
    ours: `${median(ours).toFixed(2)} s`,
    peer: `${median(peer).toFixed(2)} s`,
    peer_name: "the engine's own INSERT … SELECT FROM file() of the same file into the same table",
    ratio: median(peer) / median(ours),
    of: "the engine's own speed",
    aim: { at_least: 0.5 },
    note: `${Math.round(rows / median(ours)).toLocaleString("en-US")} decisions a second; runs ${ours.map((s) => s.toFixed(2)).join(", ")} s beside ${peer.map((s) => s.toFixed(2)).join(", ")} s`,
  });
  reportMemory(server, report, "after the imports");
}
