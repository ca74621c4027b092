import { strict as assert } from "node:assert";
import { z } from "zod";
import { type Querier, quoteLiteral } from "../../lib/clickhouse/server";
import { importRegister } from "../../lib/register/server";
import { ShareAnswer, type ShareBy } from "../../lib/routing";
import { END, START } from "./data";
import { importByHttp } from "./ingest";
import { reportMemory } from "./memory";
import { OWNERS, PLATFORM, registerOf } from "./register";
import { median, type Report } from "./report";
import type { Server } from "./server";

const RUNS = 15;
// A fresh server runs its own code unoptimised at first: what is measured is what it does all day.
const WARM_UP = 25;

type Question = { by: ShareBy; key: string };

const list = (names: readonly string[]) => `[${names.map(quoteLiteral).join(", ")}]`;
const owned = Object.entries(OWNERS).flatMap(([owner, models]) => models.map((model) => ({ owner, model })));
const models = list(owned.map(({ model }) => model));
const own = list(OWNERS[PLATFORM]);

const QUESTIONS: readonly Question[] = [
  { by: "task", key: "task" },
  { by: "model", key: "chosen_model" },
  { by: "owner", key: `transform(chosen_model, ${models}, ${list(owned.map(({ owner }) => owner))}, '')` },
];

/** What the answer holds, as one asks the engine for it by hand: by day and group, of routed production decisions. */
const rawSql = (key: string) => `
  SELECT toDate(occurred_at) AS bucket, ${key} AS key, count() AS decisions,
    sum(input_tokens) + sum(output_tokens) AS tokens, sum(cost_usd) AS cost_usd, countIf(chosen_model IN ${own}) AS own
  FROM decisions
  WHERE occurred_at >= '${START}' AND occurred_at < '${END}' AND arm = 'production' AND decided_by = 'router'
    AND chosen_model IN ${models}
  GROUP BY bucket, key`;

const RawRow = z.object({ bucket: z.string(), key: z.string(), decisions: z.coerce.number() });

/** A register in which every model has an owner, and one delivery of the file. */
export async function fillForShare(server: Server, path: string, rows: number): Promise<void> {
  await importRegister({ kind: "system", id: "operator" }, registerOf());
  await importByHttp(server, await server.ingestKey("bench-share"), path, rows);
}

async function askApi({ url }: Server, secret: string, by: ShareBy): Promise<string> {
  const address = `${url}/api/v1/routing/share?from=${START}&to=${END}&by=${by}&interval=day`;
  const headers = { authorization: `Bearer ${secret}`, "accept-encoding": "identity" };
  const response = await fetch(address, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`Shares were answered with ${response.status}: ${text}`);
  return text;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const place = ({ bucket, key }: { bucket: string; key: string }) => `${bucket} ${key}`;
const inOrder = <T extends { bucket: string; key: string }>(rows: readonly T[]) =>
  [...rows]
    .map((row) => [place(row), "decisions" in row ? row.decisions : 0] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** Throws unless both say the same: a faster answer that differs would be none. Returns how many decisions it is of. */
async function compareAnswers(server: Server, engine: Querier, secret: string, { by, key }: Question) {
  const answer = ShareAnswer.parse(JSON.parse(await askApi(server, secret, by)));
  const raw = await engine.rows({ sql: rawSql(key), row: RawRow });
  assert.deepEqual(inOrder(answer.rows), inOrder(raw), `Shares by ${by} differ from raw SQL.`);
  return answer.total;
}

/** Shares by day through the API beside raw SQL on a copy of the server's own traffic folder, in turns, warm. */
export async function benchShare(server: Server, engine: Querier, report: Report) {
  const secret = await server.readKey();
  await server.settle();
  for (const question of QUESTIONS) {
    const { by, key } = question;
    const total = await compareAnswers(server, engine, secret, question);
    const ours: number[] = [];
    const peer: number[] = [];
    for (let run = -WARM_UP; run < RUNS; run += 1) {
      const raw = await timed(() => engine.command(rawSql(key)));
      const api = await timed(() => askApi(server, secret, by));
      if (run < 0) continue;
      peer.push(raw);
      ours.push(api);
    }
    const each = (values: number[]) => values.map((value) => value.toFixed(1)).join(", ");
    report.line({
      what: `Shares by day and ${by} of ${total.toLocaleString("en-US")} decisions through HTTP`,
      ours: `${median(ours).toFixed(1)} ms`,
      peer: `${median(peer).toFixed(1)} ms`,
      peer_name:
        "raw SQL by hand, the same engine in a process of its own on a copy of the server's traffic folder",
      ratio: median(ours) / median(peer),
      of: "raw SQL",
      aim: { at_most: 1.3 },
      note: `runs ${each(ours)} ms beside ${each(peer)} ms`,
    });
  }
  reportMemory(server, report, "after the shares");
}
