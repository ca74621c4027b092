import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { ChdbResult, Session } from "chdb";
import { convert } from "./convert";
import { parseNative } from "./native";
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

  async run(sql: string): Promise<string> {
    return (await this.ask(sql, "JSONEachRow")).text();
  }

  ask(sql: string, format: "JSONEachRow" | "Native"): Promise<ChdbResult> {
    this.waiting += 1;
    const result = this.#tail.then(async () => {
      try {
        return await this.#session.queryAsync(sql, { format });
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

type Converter = { work: Lane; watch: Lane };
// The bundles of a server share a process, and a process has one folder of the engine.
const holder = globalThis as typeof globalThis & { evenhandConverter?: Promise<Converter> };

async function openConverter(): Promise<Converter> {
  const { Session } = await import("chdb");
  const work = new Session(undefined, { connectionArgs: CONNECT });
  return { work: new Lane(work), watch: new Lane(new Session(work.path, { connectionArgs: CONNECT })) };
}

/** As `Querier.toLines`, by an engine in this process that holds no store: for where the store is elsewhere. */
export async function convertInProcess(input: ConvertInput): Promise<void> {
  holder.evenhandConverter ??= openConverter().catch((error: unknown) => {
    delete holder.evenhandConverter;
    throw error;
  });
  const { work, watch } = await holder.evenhandConverter;
  await convert(
    (sql) => work.run(sql),
    (sql) => watch.run(sql),
    input,
  );
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
  const watch = open();
  const idlest = () => readers.reduce((best, lane) => (lane.waiting < best.waiting ? lane : best));
  return {
    async rows<T>({ sql, params, row }: RowsQuery<T>): Promise<T[]> {
      return parseRows(await idlest().run(bound(sql, params)), row);
    },
    async blocks({ sql, params }) {
      return parseNative((await idlest().ask(bound(sql, params), "Native")).bytes());
    },
    async command(sql, params) {
      await writer.run(bound(sql, params));
    },
    async load({ path, format, structure, sql }: LoadInput) {
      const input = `file(${[path, format, structure].map(quoteLiteral).join(", ")})`;
      await writer.run(sql(input, "_row_number"));
    },
    async toLines(input) {
      await convert(
        (sql) => idlest().run(sql),
        (sql) => watch.run(sql),
        input,
      );
    },
    async close() {
      await Promise.all([writer, watch, ...readers].map((lane) => lane.close()));
    },
  };
}
