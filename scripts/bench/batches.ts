import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Querier, quoteLiteral } from "../../lib/clickhouse/server";
import { IngestAnswer } from "../../lib/routing";
import { insertFile } from "./peer";
import { median, type Report } from "./report";
import type { Server } from "./server";

const BATCH_ROWS = 500;
const BATCHES = 80;
const CLIENTS = 8;
const WARM_UP = 5;
const ROUNDS = 3;

/** Bodies of 500 records of the same content as the large file, of a round of their own. */
function bodies(round: number): string[] {
  return Array.from({ length: BATCHES }, (_, batch) =>
    Array.from({ length: BATCH_ROWS }, (_, row) => {
      const number = (round * BATCHES + batch) * BATCH_ROWS + row;
      const candidate = (k: number) =>
        `{"model":"model-${(number + k) % 6}","quality":0.${(number * 7 + k) % 9}1,"cost_usd":0.00${1 + ((number + k) % 9)},"latency_ms":${100 + ((number * 3 + k) % 900)}}`;
      return `{"decision_id":"b-${number}","occurred_at":"2026-0${1 + (number % 9)}-11T10:00:00Z","chosen_model":"model-${number % 6}","router":"desk","task":"chat","tenant":"tenant-${number % 500}","candidates":[${[0, 1, 2, 3].map(candidate).join(",")}],"input_tokens":${number % 4000},"output_tokens":${number % 900},"cost_usd":0.00${1 + (number % 9)},"latency_ms":${100 + (number % 900)}}\n`;
    }).join(""),
  );
}

async function byEngine(engine: Querier, folder: string, round: number): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const paths = bodies(round).map((body, index) => {
    const path = join(folder, `batch-${round}-${index}.ndjson`);
    writeFileSync(path, body);
    return path;
  });
  const began = performance.now();
  for (const path of paths) await engine.command(insertFile(quoteLiteral(path)));
  return performance.now() - began;
}

async function post({ url }: Server, secret: string, body: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/ingest/decisions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/x-ndjson" },
    body,
  });
  const text = await response.text();
  if (response.status !== 200 || IngestAnswer.parse(JSON.parse(text)).accepted !== BATCH_ROWS)
    throw new Error(`A batch was answered with ${response.status}: ${text}`);
}

/** As the processes of one gateway do: each sends its next when the last is answered. */
async function byHttp(server: Server, secret: string, all: readonly string[]): Promise<number> {
  const began = performance.now();
  const left = [...all];
  const client = async () => {
    for (let body = left.pop(); body !== undefined; body = left.pop()) await post(server, secret, body);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return performance.now() - began;
}

/** Deliveries of 500 records by eight clients of one source, beside the engine's own inserts of the same rows. */
export async function benchBatches(server: Server, engine: Querier, folder: string, report: Report) {
  const secret = await server.ingestKey("bench-batches");
  await byHttp(server, secret, bodies(1000).slice(0, WARM_UP));
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    peer.push(await byEngine(engine, folder, round));
    ours.push(await byHttp(server, secret, bodies(round)));
  }
  const rate = (ms: number) =>
    `${Math.round((BATCHES * BATCH_ROWS) / (ms / 1000)).toLocaleString("en-US")} /s`;
  report.line({
    what: `${BATCHES} deliveries of ${BATCH_ROWS} decisions with four candidates by ${CLIENTS} clients`,
    ours: rate(median(ours)),
    peer: rate(median(peer)),
    peer_name: "the engine's own INSERT … SELECT FROM file() of the same 500 rows, each by itself",
    ratio: median(peer) / median(ours),
    of: "the engine’s rate",
    aim: { at_least: 0.25 },
    note: `${(median(ours) / BATCHES).toFixed(1)} ms a delivery beside ${(median(peer) / BATCHES).toFixed(1)} ms`,
  });
}
