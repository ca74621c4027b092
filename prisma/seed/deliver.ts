import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { IngestAnswer } from "@/lib/routing";
import { type Client, post } from "./client";
import { type DemoMonth, type DemoTraffic, decisionsOfDay, ROUTERS } from "./traffic";

/** One line per decision, a chunk per router and day, so that neither side holds a month in memory. */
function* linesOf(traffic: DemoTraffic, month: DemoMonth): Generator<Buffer> {
  for (let day = month.first_day; day < month.end_day; day++)
    for (const router of ROUTERS) {
      const lines = decisionsOfDay(traffic, router, day).map((decision) => `${JSON.stringify(decision)}\n`);
      if (lines.length > 0) yield Buffer.from(lines.join(""));
    }
}

/** The month's idempotency key: the same seed and end make the same bytes, and a repeat is answered from memory. */
export const deliveryKey = ({ seed, period }: DemoTraffic, { name }: DemoMonth): string =>
  `demo-${seed}-${new Date(period.to_ms).toISOString()}-${name}`;

/** Delivers one month as a gateway would: NDJSON, gzip, streamed. Throws when a record was refused. */
export async function deliverMonth(
  client: Client,
  traffic: DemoTraffic,
  month: DemoMonth,
): Promise<IngestAnswer> {
  const body = Readable.toWeb(Readable.from(linesOf(traffic, month)).pipe(createGzip({ level: 1 })));
  const query = new URLSearchParams({ format: "native", file_name: `simulated-${month.name}.ndjson.gz` });
  const answer = IngestAnswer.parse(
    await post(client, `/api/v1/ingest/files?${query}`, {
      body: body as BodyInit,
      headers: {
        "Content-Type": "application/x-ndjson",
        "Content-Encoding": "gzip",
        "Idempotency-Key": deliveryKey(traffic, month),
      },
    }),
  );
  const [first] = answer.errors;
  if (first)
    throw new Error(`Line ${first.line} of ${month.name} was refused: ${first.pointer} ${first.message}`);
  return answer;
}
