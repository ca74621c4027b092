import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import protobuf from "protobufjs";
import { type Querier, quoteLiteral } from "../../lib/clickhouse/server";
import type { JsonValue } from "../../lib/routing/formats/json";
import { RECORDS } from "../../lib/routing/formats/testing/records";
import { varied } from "./gateway-records";
import { median, type Report } from "./report";
import type { Server } from "./server";

// Spans come as exporters send them: some thousands in a request, each answered once it is stored.

const SPANS = 2000;
const REQUESTS = 16;
const CLIENTS = 4;
const ROUNDS = 3;
const START_S = 1_777_857_825;

/** Those parts of opentelemetry-proto 1.x that a mapping looks at; the engine skips the others, as ours does. */
const SCHEMA = `syntax = "proto3";
message TraceRequest { repeated ResourceSpans resourceSpans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; }
message Resource { repeated KeyValue attributes = 1; }
message ScopeSpans { repeated Span spans = 2; }
message Span {
  bytes traceId = 1; bytes spanId = 2; string name = 5; int32 kind = 6;
  fixed64 startTimeUnixNano = 7; fixed64 endTimeUnixNano = 8;
  repeated KeyValue attributes = 9; repeated Event events = 11; Status status = 15;
}
message Event { string name = 2; repeated KeyValue attributes = 3; }
message Status { int32 code = 3; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue { oneof value { string stringValue = 1; int64 intValue = 3; } }`;

const structureOf = (integer: string, text: string) => {
  const attributes = `Array(Tuple(key String, value Tuple(stringValue ${text}, intValue ${integer})))`;
  return `resourceSpans Array(Tuple(resource Tuple(attributes ${attributes}), scopeSpans Array(Tuple(spans Array(Tuple(
    traceId String, spanId String, name String, kind Int32, startTimeUnixNano ${integer}, endTimeUnixNano ${integer},
    attributes ${attributes}, status Tuple(code Int32)))))))`;
};

type Members = { [name: string]: JsonValue };
/** The request of the tests: one group of one scope of one span. */
type Request = {
  resourceSpans: { resource: Members; scopeSpans: { scope: Members; spans: Members[] }[] }[];
};

function requestOf(round: number, request: number): Request {
  const template = structuredClone(RECORDS.otlp?.[0]) as Request;
  const scope = template.resourceSpans[0]?.scopeSpans[0];
  const span = scope?.spans[0];
  if (!scope || !span) throw new Error("The request of the tests holds no span.");
  scope.spans = Array.from({ length: SPANS }, (_, at) => {
    const n = (round * REQUESTS + request) * SPANS + at;
    return {
      ...(varied(span, n) as Members),
      spanId: (n + 1).toString(16).padStart(16, "0"),
      startTimeUnixNano: `${START_S + n}000000000`,
      endTimeUnixNano: `${START_S + n + 1}500000000`,
    };
  });
  return template;
}

const TraceRequest = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType("TraceRequest");
const bytesOf = (hex: JsonValue | undefined) => Buffer.from(String(hex), "hex");

function toProtobuf(request: Request): Uint8Array {
  for (const { scopeSpans } of request.resourceSpans)
    for (const { spans } of scopeSpans)
      for (const span of spans)
        Object.assign(span, { traceId: bytesOf(span.traceId), spanId: bytesOf(span.spanId) });
  return TraceRequest.encode(TraceRequest.fromObject(request)).finish();
}

type Encoding = {
  name: string;
  media_type: string;
  encode: (request: Request) => Uint8Array;
  /** How the engine reads a file of a request. */
  table: string;
  read: (path: string) => string;
  settings: (folder: string) => string;
};

const JSON_TUPLE = `Tuple(${structureOf("Nullable(String)", "Nullable(String)")})`;
const PROTOBUF_COLUMNS = structureOf("Int64", "String");
const ENCODINGS: readonly Encoding[] = [
  {
    name: "JSON",
    media_type: "application/json",
    encode: (request) => Buffer.from(JSON.stringify(request)),
    table: `r ${JSON_TUPLE}`,
    read: (path) =>
      `JSONExtract(line, ${quoteLiteral(JSON_TUPLE)}) FROM file(${quoteLiteral(path)}, 'LineAsString', 'line String')`,
    settings: () => "",
  },
  {
    name: "protobuf",
    media_type: "application/x-protobuf",
    encode: toProtobuf,
    table: PROTOBUF_COLUMNS,
    read: (path) => `* FROM file(${quoteLiteral(path)}, 'ProtobufSingle', ${quoteLiteral(PROTOBUF_COLUMNS)})`,
    settings: (folder) => `, format_schema = ${quoteLiteral(`${join(folder, "otlp.proto")}:TraceRequest`)}`,
  },
];

async function byEngine(engine: Querier, paths: readonly string[], how: Encoding, folder: string) {
  await engine.command("DROP TABLE IF EXISTS raw");
  await engine.command(`CREATE TABLE raw (${how.table}) ENGINE = MergeTree ORDER BY tuple()`);
  const began = performance.now();
  for (const path of paths)
    await engine.command(
      `INSERT INTO raw SELECT ${how.read(path)} SETTINGS max_memory_usage = 0${how.settings(folder)}`,
    );
  return performance.now() - began;
}

async function post({ url }: Server, secret: string, body: Uint8Array, { media_type }: Encoding) {
  const response = await fetch(`${url}/api/otlp/v1/traces`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": media_type, "content-encoding": "gzip" },
    body: Uint8Array.from(body),
  });
  const answer = await response.text();
  // Nothing in the answer says that every span was taken.
  if (response.status !== 200 || (answer !== "" && answer !== "{}"))
    throw new Error(`Spans were answered with ${response.status}: ${answer}`);
}

async function byHttp(server: Server, secret: string, all: readonly Uint8Array[], how: Encoding) {
  const began = performance.now();
  const left = [...all];
  const client = async () => {
    for (let body = left.pop(); body !== undefined; body = left.pop()) await post(server, secret, body, how);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return performance.now() - began;
}

/** OTLP requests in both encodings, beside the engine's reading of the same requests, each by itself. */
export async function benchSpans(server: Server, engine: Querier, folder: string, report: Report) {
  writeFileSync(join(folder, "otlp.proto"), SCHEMA);
  for (const how of ENCODINGS) {
    const [peer, ours]: [number[], number[]] = [[], []];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const bodies = Array.from({ length: REQUESTS }, (_, n) => how.encode(requestOf(round, n)));
      bytes = bodies.reduce((sum, body) => sum + body.length, 0);
      const packed = bodies.map((body) => gzipSync(body, { level: 1 }));
      const paths = packed.map((body, n) => {
        const path = join(folder, `spans-${how.name}-${n}.gz`);
        writeFileSync(path, body);
        return path;
      });
      peer.push(await byEngine(engine, paths, how, folder));
      const secret = await server.ingestKey(`bench-spans-${how.name.toLowerCase()}-${round}`);
      ours.push(await byHttp(server, secret, packed, how));
    }
    const rate = (ms: number) => `${Math.round((REQUESTS * SPANS) / (ms / 1000)).toLocaleString("en-US")} /s`;
    report.line({
      what: `${REQUESTS} OTLP requests in ${how.name} of ${SPANS} spans (gzip, unpacked ${(bytes / 1_048_576).toFixed(0)} MiB) by ${CLIENTS} clients`,
      ours: rate(median(ours)),
      peer: rate(median(peer)),
      peer_name:
        "the engine's own INSERT … SELECT of the same requests' spans and attributes, each by itself",
      ratio: median(peer) / median(ours),
      of: "the engine’s rate",
      aim: { at_least: 0.3 },
      note: `${(median(ours) / REQUESTS).toFixed(0)} ms a request beside ${(median(peer) / REQUESTS).toFixed(0)} ms`,
    });
  }
}
