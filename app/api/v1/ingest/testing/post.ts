import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { createKey } from "@/lib/identity/server";
import { OPERATOR } from "@/lib/testing/actors";
import { POST as postSpans } from "../../../otlp/v1/traces/route";
import { POST as postGateway } from "../[gateway]/route";
import { POST as postDecisions } from "../decisions/route";
import { POST as postFile } from "../files/route";

const Answer = z.looseObject({
  batch: z.string().optional(),
  received: z.number().optional(),
  accepted: z.number().optional(),
  duplicate: z.number().optional(),
  rejected: z.number().optional(),
  type: z.string().optional(),
  detail: z.string().optional(),
  errors: z
    .array(z.object({ line: z.number().optional(), pointer: z.string(), message: z.string() }))
    .optional(),
});

export type Sent = { status: number; headers: Headers; text: string; body: z.infer<typeof Answer> };
type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
export type Headings = Record<string, string>;

async function send(
  handler: typeof postDecisions,
  path: string,
  body: Body,
  headers: Headings,
  params: Record<string, string> = {},
): Promise<Sent> {
  const request = new Request(`http://localhost/api/v1/ingest/${path}`, {
    method: "POST",
    body,
    headers,
    ...({ duplex: "half" } as object),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: Answer.parse(JSON.parse(text)) };
}

/** Posts as a client with a key of one source would. */
export async function client(source: string) {
  const { secret } = await createKey(OPERATOR, { scope: "ingest", source });
  const authorization = `Bearer ${secret}`;
  return {
    decisions: (body: Body, headers: Headings = {}, query = "") =>
      send(postDecisions, `decisions${query}`, body, {
        authorization,
        "content-type": "application/x-ndjson",
        ...headers,
      }),
    file: (body: Body, headers: Headings = {}, query = "?format=native") =>
      send(postFile, `files${query}`, body, { authorization, "content-type": "text/csv", ...headers }),
    gateway: (name: string, body: Body, headers: Headings = {}) =>
      send(
        postGateway,
        name,
        body,
        { authorization, "content-type": "application/json", ...headers },
        { gateway: name },
      ),
    /** The answer as it is: OTLP's own, or a problem. */
    spans: (body: Body, headers: Headings = {}) =>
      postSpans(
        new Request("http://localhost/api/otlp/v1/traces", {
          method: "POST",
          body,
          headers: { authorization, "content-type": "application/json", ...headers },
          ...({ duplex: "half" } as object),
        }),
        { params: Promise.resolve({}) },
      ),
  };
}

export const record = (id: string, more: Record<string, unknown> = {}) => ({
  decision_id: id,
  occurred_at: "2026-01-01T00:00:00Z",
  chosen_model: "zeta-large",
  ...more,
});

export const ndjson = (records: readonly unknown[]) =>
  records.map((item) => `${JSON.stringify(item)}\n`).join("");

/** Ids of the decisions stored, in order. */
export async function storedIds(): Promise<string[]> {
  const rows = await clickhouse().rows({
    sql: "SELECT decision_id AS id FROM decisions ORDER BY id",
    row: z.object({ id: z.string() }),
  });
  return rows.map(({ id }) => id);
}

/** Tables that deliveries are gathered in: none may stay. */
export async function stageTables(): Promise<string[]> {
  const rows = await clickhouse().rows({
    sql: "SELECT name FROM system.tables WHERE startsWith(name, 'stage_')",
    row: z.object({ name: z.string() }),
  });
  return rows.map(({ name }) => name);
}
