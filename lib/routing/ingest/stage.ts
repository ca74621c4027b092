import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type BatchNumbers, ROW_HASH } from "./columns";
import { insertPlain } from "./fast-path";
import { insertRead, READ_STRUCTURE } from "./read-path";
import type { Segment } from "./segments";

const Count = z.object({ n: z.coerce.number() });

/** Rows that one step of removing doubles holds in memory. */
const SLICE_ROWS = 4_000_000;

// The id is the last column of the sorting key: matching a million of them to it prunes nothing, for a second and 750 MB.
const BY_READING = "SETTINGS use_index_for_in_with_subqueries = 0";

export const STAGE_PREFIX = "stage_";

/** The table that a delivery is gathered in, of the same structure as `decisions`, until it is published at once. */
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

  async create(table = this.#table): Promise<void> {
    await clickhouse().command(`CREATE TABLE ${table} AS decisions`);
    this.#tables.push(table);
  }

  async drop(): Promise<void> {
    for (const table of this.#tables) await clickhouse().command(`DROP TABLE IF EXISTS ${table} SYNC`);
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
    const { path, first_line, lines } = segment;
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
    await clickhouse().load({
      path,
      format: "JSONEachRow",
      structure: READ_STRUCTURE,
      sql: insertRead(this.#table, this.#numbers),
    });
  }

  /**
   * Leaves one row a decision: the first of the delivery, and none that the source has stored before. Runs while no
   * other delivery of the source is published. How many rows were left out, and what stays in a few figures. Throws
   * when there are not exactly as many rows as were accepted.
   */
  async settle(accepted: number): Promise<{ duplicate: number; summary: StageSummary }> {
    const slices = Math.max(1, Math.ceil(accepted / SLICE_ROWS));
    // Of one slice, doubles and figures are one question; of several, each is asked by itself for memory's sake.
    const { doubles, ...summary } = await this.#summary(slices === 1 ? this.#doubles("true") : "0");
    if (accepted !== summary.rows)
      throw new Error(`${accepted} records were accepted, ${summary.rows} are staged.`);
    const conditions = Array.from(
      { length: slices },
      (_, index) => `cityHash64(decision_id) % ${slices} = ${index}`,
    );
    if (!(slices === 1 ? doubles > 0 : await this.#anyDoubles(conditions))) return { duplicate: 0, summary };
    await this.#keepDistinct(conditions);
    const { doubles: _, ...left } = await this.#summary("0");
    return { duplicate: accepted - left.rows, summary: left };
  }

  async #keepDistinct(conditions: readonly string[]): Promise<void> {
    const distinct = `${this.#table}_distinct`;
    await this.create(distinct);
    for (const slice of conditions)
      await clickhouse().command(
        `INSERT INTO ${distinct} SELECT * FROM (SELECT * FROM ${this.#table}
          WHERE ${slice} AND decision_id NOT IN (${this.#known(slice)})
            AND (decision_id, line) IN (SELECT decision_id, min(line) FROM ${this.#table} WHERE ${slice} GROUP BY decision_id)) ${BY_READING}`,
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
    return `count() - uniqExact(decision_id) + (SELECT count() FROM (${this.#known(slice)} LIMIT 1))`;
  }

  async #anyDoubles(conditions: readonly string[]): Promise<boolean> {
    for (const slice of conditions) {
      const [row] = await clickhouse().rows({
        sql: `SELECT ${this.#doubles(slice)} AS n FROM ${this.#table} WHERE ${slice} ${BY_READING}`,
        row: Count,
      });
      if (row?.n) return true;
    }
    return false;
  }

  /** What is gathered, in a few figures. Times are null when there is nothing. Hashed as tuples: a bare NULL hashes to NULL. */
  async #summary(doubles: string): Promise<StageSummary & { doubles: number }> {
    const [row] = await clickhouse().rows({
      sql: `SELECT count() AS rows, hex(sum(${ROW_HASH})) AS digest, ${doubles} AS doubles,
        if(rows = 0, NULL, toUnixTimestamp64Milli(min(occurred_at))) AS first_ms,
        if(rows = 0, NULL, toUnixTimestamp64Milli(max(occurred_at))) AS last_ms FROM ${this.#table} ${BY_READING}`,
      row: z.object({
        rows: z.coerce.number(),
        digest: z.string(),
        doubles: z.coerce.number(),
        first_ms: z.coerce.number().nullable(),
        last_ms: z.coerce.number().nullable(),
      }),
    });
    if (!row) throw new Error("The engine gave no summary of a stage.");
    return row;
  }

  /** Makes every gathered row part of `decisions` in one step: a read sees all of them or none. */
  async publish(): Promise<void> {
    await clickhouse().command(`ALTER TABLE decisions ATTACH PARTITION tuple() FROM ${this.#table}`);
  }
}

/** The numbers of a segment's lines. */
export const numbersOf = ({ first_line, lines }: Pick<Segment, "first_line" | "lines">): number[] =>
  Array.from({ length: lines }, (_, index) => first_line + index);

export type StageSummary = { rows: number; digest: string; first_ms: number | null; last_ms: number | null };

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
