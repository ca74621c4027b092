import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { withPreparedWindow } from "../baselines/prepare-window";
import { readContext } from "../context";
import { NeutralityQuery } from "../index";
import { MODEL_SHIFT, OWNER_SHIFT } from "../store/names";
import { seedRegister } from "../testing/seed";

const candidate = (model: string, quality: number, eligible?: boolean) => ({
  model,
  quality,
  cost_usd: quality / 100,
  latency_ms: 1000 * quality,
  ...(eligible === undefined ? {} : { eligible }),
});
const at = (minute: number) => `2026-05-02T10:${String(minute).padStart(2, "0")}:00.000Z`;

const decisions: TestDecision[] = [
  {
    decision_id: "full",
    occurred_at: at(1),
    chosen_model: "gpt-main",
    region: "eu",
    input_tokens: 100,
    output_tokens: 20,
    cost_usd: 0.5,
    outcome_status: "success",
    outcome_accepted: true,
    outcome_score: 0.75,
    candidates: [
      candidate("nova-lite", 0.5),
      candidate("gpt-main", 0.7),
      candidate("claude-haiku", 0.6),
      candidate("gpt-mini", 0.4, true),
      candidate("nova-pro", 0.8, false),
      candidate("llama-large", 0.3, false),
    ],
  },
  {
    decision_id: "bare",
    occurred_at: at(2),
    chosen_model: "nobody-knows",
    outcome_accepted: false,
    candidates: [candidate("nova-lite", 0.5), candidate("unheard-of", 0.5, false)],
  },
];

const Row = z.object({
  decision_id: z.string(),
  occurred_at: z.string(),
  region: z.string(),
  chosen: z.coerce.number(),
  winner: z.number(),
  owners: z.array(z.number()),
  tokens: z.coerce.number(),
  paid_usd: z.number().nullable(),
  took_ms: z.number().nullable(),
  outcome_status: z.string(),
  outcome_accepted: z.number(),
  outcome_score: z.number().nullable(),
  p_code: z.array(z.coerce.number()),
  f_code: z.array(z.coerce.number()),
  p_quality: z.array(z.number()),
  f_quality: z.array(z.number()),
  own_offered: z.number(),
  own_barred: z.number(),
  others_offered: z.number(),
  others_barred: z.number(),
});

beforeAll(async () => {
  await seedRegister();
  await insertDecisions(decisions);
});

it("the prepared table's detail says what the log said", async () => {
  const query = NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01" });
  const context = await withActor(testActor("executive"), (tx) => readContext(tx, query));
  await withPreparedWindow(query, context, { detail: true }, async ({ design, names }) => {
    const rows = await clickhouse().rows({
      sql: `SELECT ${Object.keys(Row.shape)
        .map((name) => (/^(chosen|tokens)$/.test(name) ? `toString(${name}) AS ${name}` : name))
        .join(", ")} FROM ${design.table} ORDER BY occurred_at`,
      row: Row,
    });
    const code = (name: string) => names.codes[names.names.indexOf(name)] ?? -1;
    const owner = (name: string) => Math.floor((code(name) % MODEL_SHIFT) / OWNER_SHIFT);
    const [full, bare] = rows;
    // Where some are left out, candidates stand by cost.
    expect(full).toMatchObject({
      decision_id: "full",
      region: "eu",
      chosen: code("gpt-main"),
      winner: owner("gpt-main"),
      owners: ["gpt-mini", "claude-haiku", "gpt-main"].map(owner),
      tokens: 120,
      paid_usd: 0.5,
      took_ms: null,
      outcome_status: "success",
      outcome_accepted: 1,
      outcome_score: 0.75,
      p_code: ["gpt-mini", "claude-haiku", "gpt-main"].map(code),
      f_code: [code("nova-lite")],
      p_quality: [0.4, 0.6, 0.7],
      f_quality: [0.5],
      own_offered: 2,
      own_barred: 1,
      others_offered: 4,
      others_barred: 1,
    });
    expect(names.owners[owner("gpt-main")]).toBe("openai");
    expect(full?.occurred_at.slice(0, 19)).toBe("2026-05-02 10:01:00");
    // A name that matches nothing has a code without owner, and is on neither side.
    expect(bare).toMatchObject({
      chosen: code("nobody-knows"),
      winner: 0,
      tokens: 0,
      paid_usd: null,
      outcome_status: "",
      outcome_accepted: 0,
      outcome_score: null,
      own_offered: 1,
      others_offered: 0,
    });
  });
});
