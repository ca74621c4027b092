import { strict as assert } from "node:assert";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Querier, quoteLiteral } from "../../lib/clickhouse/server";
import { Field, readGateway } from "../../lib/routing/formats/gateway";
import { GATEWAYS } from "../../lib/routing/formats/gateways";
import type { JsonValue } from "../../lib/routing/formats/json";
import { GATEWAY_LABELS, type GatewayName } from "../../lib/routing/formats/names";
import { RECORDS } from "../../lib/routing/formats/testing/records";
import { importByHttp } from "./ingest";
import { benchPulse } from "./pulse";
import type { Report } from "./report";
import type { Server } from "./server";

const ROWS = 100_000;
/** The format whose records are also imported while somebody keeps asking for something else. */
const PULSED: GatewayName = "litellm";
/** What stands between the braces of a call besides figures: prompts and answers, of which nothing is read. */
const PROMPT = "Of what people and models write to each other nothing is read. ".repeat(11);

/** Where the raw read finds what every format has: identifier, time, model and tokens, as members of a typed record. */
type Peer = { type: string; columns: string };
const plain = (
  id: string,
  time: string,
  model: string,
  input: string,
  output: string,
  time_type = "String",
): Peer => ({
  type: `Tuple(${id} String, ${time} ${time_type}, ${model} String, ${input} Nullable(UInt64), ${output} Nullable(UInt64))`,
  columns: `r.${id}, r.${time}, r.${model}, r.${input}, r.${output}`,
});

const PEERS: Partial<Record<GatewayName, Peer>> = {
  litellm: plain("id", "startTime", "model", "prompt_tokens", "completion_tokens", "Float64"),
  bedrock: {
    type: "Tuple(requestId String, timestamp String, modelId String, input Tuple(inputTokenCount Nullable(UInt64)), output Tuple(outputTokenCount Nullable(UInt64)))",
    columns: "r.requestId, r.timestamp, r.modelId, r.input.inputTokenCount, r.output.outputTokenCount",
  },
  openrouter: plain("id", "created_at", "model", "tokens_prompt", "tokens_completion"),
  langfuse: {
    type: "Tuple(id String, startTime String, model String, usageDetails Tuple(input Nullable(UInt64)))",
    columns: "r.id, r.startTime, r.model, r.usageDetails.input, NULL",
  },
};

/** A record whose identifier holds a mark, so that the engine can write as many as are wanted. */
function template(name: GatewayName): string {
  const [record] = RECORDS[name] ?? [];
  assert(record !== undefined && typeof record === "object" && record !== null && !Array.isArray(record));
  const padded: JsonValue = { ...record, messages: [{ role: "user", content: PROMPT }] };
  const read = readGateway(GATEWAYS[name], new Field(padded), { now_ms: Date.now(), isAlias: () => false });
  assert(read.kind === "decision", `The record of ${name} is none.`);
  const id = read.decision.record.decision_id;
  const marked = JSON.stringify(padded).replaceAll(JSON.stringify(id), JSON.stringify(`${id}-@@`));
  assert(marked.includes("@@"));
  return marked;
}

async function byEngine(engine: Querier, path: string, { type, columns }: Peer): Promise<number> {
  await engine.command("DROP TABLE IF EXISTS raw");
  await engine.command(
    `CREATE TABLE raw (id String, time String, model LowCardinality(String), input Nullable(UInt64), output Nullable(UInt64))
     ENGINE = MergeTree ORDER BY id`,
  );
  const began = performance.now();
  await engine.command(
    `INSERT INTO raw SELECT ${columns} FROM (
       SELECT JSONExtract(line, ${quoteLiteral(type)}) AS r FROM file(${quoteLiteral(path)}, 'LineAsString', 'line String'))
     SETTINGS max_memory_usage = 0, max_execution_time = 0`,
  );
  return (performance.now() - began) / 1000;
}

/** Files of gateways' own records beside the engine's reading of the same files, which maps and checks nothing. */
export async function benchFormats(server: Server, engine: Querier, folder: string, report: Report) {
  for (const [name, peer] of Object.entries(PEERS) as [GatewayName, Peer][]) {
    const path = join(folder, `${name}.ndjson.gz`);
    await engine.command(
      `INSERT INTO FUNCTION file(${quoteLiteral(path)}, 'LineAsString', 'line String')
       SELECT replaceAll(${quoteLiteral(template(name))}, '@@', toString(number)) FROM numbers(${ROWS})`,
    );
    const [theirs, ours] = [
      await byEngine(engine, path, peer),
      await importByHttp(server, await server.ingestKey(`bench-${name}`), path, ROWS, name),
    ];
    report.line({
      what: `Import of ${ROWS.toLocaleString("en-US")} records of ${GATEWAY_LABELS[name]} (NDJSON gzip, ${(statSync(path).size / 1_048_576).toFixed(1)} MiB) through HTTP`,
      ours: `${ours.toFixed(2)} s`,
      peer: `${theirs.toFixed(2)} s`,
      peer_name: "the engine's own INSERT … SELECT of five members of the same file",
      ratio: theirs / ours,
      of: "the raw rate",
      aim: { at_least: 0.3 },
      note: `${Math.round(ROWS / ours).toLocaleString("en-US")} records a second`,
    });
    if (name === PULSED) {
      const key = await server.ingestKey("bench-formats-pulse");
      const again = () => importByHttp(server, key, path, ROWS, name);
      await benchPulse(
        server,
        `${ROWS.toLocaleString("en-US")} records of ${GATEWAY_LABELS[name]}`,
        again,
        report,
      );
    }
    rmSync(path);
  }
}
