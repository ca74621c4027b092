import { Readable } from "node:stream";
import { type DemoMonth, type DemoTraffic, decisionsOfMonth } from "./traffic";

const CHUNK = 500;

/** A month as NDJSON, some hundred lines a chunk, so that generating and sending take turns. */
function* ndjson(traffic: DemoTraffic, month: DemoMonth): Generator<string> {
  let lines: string[] = [];
  for (const decision of decisionsOfMonth(traffic, month)) {
    lines.push(JSON.stringify(decision));
    if (lines.length < CHUNK) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}

export type Delivered = { accepted: number; duplicate: number; rejected: number };

/**
 * Delivers one month through the machine interface, as a gateway would. Its idempotency key names seed and period, so
 * that a set-up which was cut off goes on where it stopped. Throws when anything is rejected.
 */
export async function deliverMonth(
  url: string,
  secret: string,
  traffic: DemoTraffic,
  month: DemoMonth,
  signal: AbortSignal,
): Promise<Delivered> {
  const response = await fetch(`${url}/api/v1/ingest/files?format=native`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "application/x-ndjson",
      "idempotency-key": `demo-${traffic.seed}-${traffic.period.to_ms}-${month.name}`,
    },
    body: Readable.toWeb(Readable.from(ndjson(traffic, month))) as ReadableStream,
    duplex: "half",
    signal,
  } as RequestInit);
  const answer = (await response.json()) as Partial<Delivered> & { detail?: string };
  const { accepted = 0, duplicate = 0, rejected = 0 } = answer;
  if (!response.ok || rejected > 0)
    throw new Error(`The traffic of ${month.name} was not taken: ${answer.detail ?? `${rejected} rejected`}`);
  return { accepted, duplicate, rejected };
}
