import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type BatchNumbers, ROW_HASH } from "./columns";
import { insertPlain } from "./fast-path";
import { insertRead, READ_STRUCTURE } from "./read-path";
import { fileOf, type Segment } from "./segments";

const Count = z.object({ n: z.coerce.number() });

/** Rows that one step of removing doubles holds in memory. */
const SLICE_ROWS = 4_000_000;

// The id is the last column of the sorting key: matching a million of them to it prunes nothing, for a second and 750 MB.
const BY_READING = "SETTINGS use_index_for_in_with_subqueries = 0";

export const STAGE_PREFIX = "stage_";

/**
 * The table that a delivery, or several of a source, are gathered in, of the same structure as `decisions`, until they
 * are published at once. It is made when the first rows come.
 */
export class Stage {
  readonly #numbers: BatchNumbers;
  readonly #now_ms: number;
  #table: string;
  #merges_stopped = false;
  readonly #tables: string[] = [];

  constructor(numbers: BatchNumbers, now_ms: number) {
    this.#numbers = numbers;
    this.#now_ms = now_ms;
    this.#table = `${STAGE_PREFIX}${numbers.batch_no}`;
  }

  /** Whether anything was put into it, be it that nothing of it was taken. */
  get used(): boolean {
    return this.#tables.length > 0;
  }

  async #create(table = this.#table): Promise<void> {
    if (this.#tables.includes(table)) return;
    this.#tables.push(table);
    await clickhouse().command(`CREATE TABLE ${table} AS decisions`);
  }

  async drop(): Promise<void> {
    for (const table of this.#tables) await clickhouse().command(`DROP TABLE IF EXISTS ${table} SYNC`);
    this.#tables.length = 0;
  }

  /** It lives for seconds; what is worth merging is merged once published. */
  async #stopMerges(): Promise<void> {
    if (this.#merges_stopped) return;
    this.#merges_stopped = true;
    await clickhouse().command(`SYSTEM STOP MERGES ${this.#table}`);
  }

  async rows(): Promise<number> {
    const [row] = await clickhouse().rows({ sql: `SELECT count() AS n FROM ${this.#table}`, row: Count });
    return row?.n ?? 0;
  }

  /** Stores the plain lines of a segment; the numbers of the others, in order. */
  async loadPlain(segment: Segment, rows_before: number): Promise<number[]> {
    const { first_line, lines } = segment;
    const path = await fileOf(segment);
    await this.#create();
    await this.#stopMerges();
    await clickhouse().load({
      path,
      format: "LineAsString",
      structure: "line String",
      sql: insertPlain(this.#table, this.#numbers, first_line, this.#now_ms),
    });
    const stored = (await this.rows()) - rows_before;
    if (stored === lines) return [];
    if (stored === 0) return numbersOf(segment);
    const [found] = await clickhouse().rows({
      sql: `SELECT arraySort(groupArray(toUInt32(number))) AS offsets FROM numbers({lines:UInt64})
        WHERE number + {first:UInt64} NOT IN (
          SELECT line FROM ${this.#table} WHERE line >= {first:UInt64} AND line < {first:UInt64} + {lines:UInt64})`,
      params: { first: first_line, lines },
      row: z.object({ offsets: z.array(z.number()) }),
    });
    return (found?.offsets ?? []).map((offset) => first_line + offset);
  }

  /** Stores records that the strict parser read and `readRow` wrote. */
  async loadRead(path: string): Promise<void> {
    await this.#create();
    await clickhouse().load({
      path,
      format: "JSONCompactEachRow",
      structure: READ_STRUCTURE,
      sql: insertRead(this.#table, this.#numbers),
    });
  }

  /**
   * Leaves one row a decision: the first of the deliveries in the order of their numbers, and none that the source has
   * stored before. Runs while no other delivery of the source is published. For each delivery, how many rows were left
   * out, and what stays in a few figures. Throws when there are not exactly as many rows of each as were accepted.
   */
  async settle(accepted: ReadonlyMap<number, number>): Promise<Map<number, Settled>> {
    const total = [...accepted.values()].reduce((sum, rows) => sum + rows, 0);
    if (total === 0) return settledOf(accepted, new Map());
    const slices = Math.max(1, Math.ceil(total / SLICE_ROWS));
    // Of one slice, doubles and figures are one question; of several, each is asked by itself for memory's sake.
    const { doubles, summaries } = await this.#summarise(slices === 1 ? this.#doubles("true") : "0");
    for (const [batch, rows] of accepted)
      if ((summaries.get(batch) ?? NOTHING).rows !== rows)
        throw new Error(`${rows} records were accepted, ${summaries.get(batch)?.rows ?? 0} are staged.`);
    const conditions = Array.from(
      { length: slices },
      (_, index) => `cityHash64(decision_id) % ${slices} = ${index}`,
    );
    if (!(slices === 1 ? doubles > 0 : await this.#anyDoubles(conditions)))
      return settledOf(accepted, summaries);
    await this.#keepDistinct(conditions);
    return settledOf(accepted, (await this.#summarise("0")).summaries);
  }

  async #keepDistinct(conditions: readonly string[]): Promise<void> {
    const distinct = `${this.#table}_distinct`;
    await this.#create(distinct);
    for (const slice of conditions)
      await clickhouse().command(
        `INSERT INTO ${distinct} SELECT * FROM (SELECT * FROM ${this.#table}
          WHERE ${slice} AND decision_id NOT IN (${this.#known(slice)})
            AND (decision_id, (batch, line)) IN (SELECT decision_id, min((batch, line)) FROM ${this.#table} WHERE ${slice} GROUP BY decision_id)) ${BY_READING}`,
      );
    this.#table = distinct;
  }

  /** Decisions of the stage that the source has stored: the smaller side is held, the larger read through. */
  #known(slice: string): string {
    return `SELECT decision_id FROM decisions WHERE source = ${this.#numbers.source_no}
      AND decision_id IN (SELECT decision_id FROM ${this.#table} WHERE ${slice})`;
  }

  /** How many rows of a slice repeat another; one more where the source has stored any of them before. */
  #doubles(slice: string): string {
    return `(SELECT count() - uniqExact(decision_id) + (SELECT count() FROM (${this.#known(slice)} LIMIT 1)) FROM ${this.#table} WHERE ${slice})`;
  }

  async #anyDoubles(conditions: readonly string[]): Promise<boolean> {
    for (const slice of conditions) {
      const [row] = await clickhouse().rows({
        sql: `SELECT ${this.#doubles(slice)} AS n ${BY_READING}`,
        row: Count,
      });
      if (row?.n) return true;
    }
    return false;
  }

  /** What is gathered of each delivery, in a few figures. */
  async #summarise(doubles: string): Promise<{ doubles: number; summaries: Map<number, StageSummary> }> {
    const rows = await clickhouse().rows({
      sql: `SELECT batch, count() AS rows, hex(sum(${ROW_HASH})) AS digest, ${doubles} AS doubles,
        toUnixTimestamp64Milli(min(occurred_at)) AS first_ms, toUnixTimestamp64Milli(max(occurred_at)) AS last_ms
        FROM ${this.#table} GROUP BY batch ${BY_READING}`,
      row: z.object({
        batch: z.number(),
        rows: z.coerce.number(),
        digest: z.string(),
        doubles: z.coerce.number(),
        first_ms: z.coerce.number(),
        last_ms: z.coerce.number(),
      }),
    });
    const summaries = new Map(rows.map(({ batch, doubles: _, ...summary }) => [batch, summary]));
    return { doubles: rows[0]?.doubles ?? 0, summaries };
  }

  /** Makes every gathered row part of `decisions` in one step: a read sees all of them or none. */
  async publish(): Promise<void> {
    await clickhouse().command(`ALTER TABLE decisions ATTACH PARTITION tuple() FROM ${this.#table}`);
  }
}

/** The numbers of a segment's lines. */
export const numbersOf = ({ first_line, lines }: Pick<Segment, "first_line" | "lines">): number[] =>
  Array.from({ length: lines }, (_, index) => first_line + index);

/** What is staged of a delivery. Times are null when there is nothing. */
export type StageSummary = { rows: number; digest: string; first_ms: number | null; last_ms: number | null };

export type Settled = { duplicate: number; summary: StageSummary };

const NOTHING: StageSummary = { rows: 0, digest: "00", first_ms: null, last_ms: null };

const settledOf = (
  accepted: ReadonlyMap<number, number>,
  summaries: ReadonlyMap<number, StageSummary>,
): Map<number, Settled> =>
  new Map(
    [...accepted].map(([batch, rows]) => {
      const summary = summaries.get(batch) ?? NOTHING;
      return [batch, { duplicate: rows - summary.rows, summary }];
    }),
  );

/** Takes a batch's rows out again, where publishing it did not come to its end. */
export async function removeBatch(batch_no: number): Promise<void> {
  const [row] = await clickhouse().rows({
    sql: "SELECT count() AS n FROM decisions WHERE batch = {batch:UInt32}",
    params: { batch: batch_no },
    row: Count,
  });
  if (row?.n)
    await clickhouse().command("DELETE FROM decisions WHERE batch = {batch:UInt32}", { batch: batch_no });
}
