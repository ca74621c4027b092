import type { z } from "zod";
import type { Block } from "./native";

/** What may stand behind a `{name:Type}` bind. Times go in as text, see `toClickHouseTime`. */
export type Param = string | number | bigint | boolean | null | readonly Param[];
export type Params = Readonly<Record<string, Param>>;

export type RowsQuery<T> = {
  sql: string;
  params?: Params;
  /** Every row is parsed: 64-bit integers arrive as text (use z.coerce), NaN and infinities as null. */
  row: z.ZodType<T>;
};

/** A question whose answer is read column by column: of numbers, and texts as LowCardinality(String). */
export type BlocksQuery = { sql: string; params?: Params };

export type LoadInput = {
  /** A file in this machine, of lines that end with LF. */
  path: string;
  format: "LineAsString" | "JSONCompactEachRow";
  /** Columns of the file; for LineAsString `line String`. */
  structure: string;
  /** The whole INSERT around the input's table expression and the expression of a line's number from 0. */
  sql: (input: string, row_number: string) => string;
};

export type ConvertInput = {
  path: string;
  format: "Parquet";
  to: string;
  /** How many bytes of lines may be written. */
  limit: number;
};

/** The traffic store. One SQL text serves the engine in this process and a server. */
export type Querier = {
  /** Runs a SELECT; its parsed rows, all of them in memory. */
  rows<T>(query: RowsQuery<T>): Promise<T[]>;
  /** Runs a SELECT; its rows as the engine holds them, for many rows of which each is looked at. */
  blocks(query: BlocksQuery): Promise<Block[]>;
  /** Runs a statement that changes something; changes are visible to every read that starts after it resolves. */
  command(sql: string, params?: Params): Promise<void>;
  /** Runs an INSERT … SELECT from the lines of a file. */
  load(input: LoadInput): Promise<void>;
  /**
   * Writes the rows of a file as lines of JSON into another, in order; not into the store. Throws ConvertLimitError when
   * these are more bytes than they may.
   */
  toLines(input: ConvertInput): Promise<void>;
  /** Waits for what runs, then lets go of the store. */
  close(): Promise<void>;
};
