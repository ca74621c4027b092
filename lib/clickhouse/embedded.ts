import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Session } from "chdb";
import { bindStatements, checkParams, quoteLiteral } from "./params";
import { parseRows } from "./parse-rows";
import type { ConvertInput, LoadInput, Params, Querier, RowsQuery } from "./querier";

const READERS = 3;
const MIB = 1_048_576;

// Given at connect: a statement cannot forget them. They cancel a query that runs away; none can take the machine.
const CONNECT = [
  "--output_format_json_quote_64bit_integers=1",
  `--max_threads=${Math.min(8, availableParallelism())}`,
  `--max_memory_usage=${1024 * MIB}`,
  `--max_bytes_before_external_group_by=${512 * MIB}`,
  `--max_bytes_before_external_sort=${512 * MIB}`,
  "--max_execution_time=120",
  "--session_timezone=UTC",
  // A DELETE goes through the parts one by one; with this, a read meanwhile sees all of its rows gone or none.
  "--apply_mutations_on_fly=1",
];

/** One connection of the engine. It runs one query at a time; the others wait here, not on threads. */
class Lane {
  waiting = 0;
  #tail: Promise<unknown> = Promise.resolve();
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  run(sql: string): Promise<string> {
    this.waiting += 1;
    const result = this.#tail.then(async () => {
      try {
        return (await this.#session.queryAsync(sql, { format: "JSONEachRow" })).text();
      } finally {
        this.waiting -= 1;
      }
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#tail;
    this.#session.close();
  }
}

// The package's own parameter call runs one bound query at a time in the whole process, so a long read would hold
// up all others; binding by SET is kept per connection.
const bound = (sql: string, params: Params = {}): string => {
  checkParams(sql, params);
  return bindStatements(params) + sql;
};

// What is no finite number stays visible as text, for the reader of the lines to refuse.
const CONVERT = `SETTINGS input_format_parquet_preserve_order = 1, max_execution_time = 3600,
  date_time_output_format = 'iso', output_format_json_quote_64bit_integers = 0, output_format_json_quote_denormals = 1,
  output_format_json_named_tuples_as_objects = 1, output_format_json_escape_forward_slashes = 0`;

const convertSql = ({ path, format, to }: ConvertInput): string =>
  `INSERT INTO FUNCTION file(${quoteLiteral(to)}, 'JSONEachRow') SELECT * FROM file(${quoteLiteral(path)}, ${quoteLiteral(format)}) ${CONVERT}`;

/** As `Querier.toLines`, by an engine in this process that holds no store: for where the store is elsewhere. */
export async function convertInProcess(input: ConvertInput): Promise<void> {
  const { Session } = await import("chdb");
  const lane = new Lane(new Session(undefined, { connectionArgs: CONNECT }));
  try {
    await lane.run(convertSql(input));
  } finally {
    await lane.close();
  }
}

/**
 * The engine in this process, on one folder: one connection that writes and several that read. Never closed while a
 * signal is handled, since reads in flight would break; the process's exit closes it. Throws when another process
 * has the folder open.
 */
export async function openEmbedded(folder: string): Promise<Querier> {
  mkdirSync(folder, { recursive: true });
  const { Session } = await import("chdb");
  const open = () => new Lane(new Session(folder, { connectionArgs: CONNECT }));
  const writer = open();
  const readers = Array.from({ length: READERS }, open);
  const idlest = () => readers.reduce((best, lane) => (lane.waiting < best.waiting ? lane : best));
  return {
    async rows<T>({ sql, params, row }: RowsQuery<T>): Promise<T[]> {
      return parseRows(await idlest().run(bound(sql, params)), row);
    },
    async command(sql, params) {
      await writer.run(bound(sql, params));
    },
    async load({ path, format, structure, sql }: LoadInput) {
      const input = `file(${[path, format, structure].map(quoteLiteral).join(", ")})`;
      await writer.run(sql(input, "_row_number"));
    },
    async toLines(input) {
      await idlest().run(convertSql(input));
    },
    async close() {
      await Promise.all([writer, ...readers].map((lane) => lane.close()));
    },
  };
}
