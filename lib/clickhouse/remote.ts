import { createReadStream } from "node:fs";
import { type ClickHouseSettings, createClient } from "@clickhouse/client";
import { convertInProcess } from "./embedded";
import { parseNative } from "./native";
import { checkParams, quoteLiteral } from "./params";
import { parseRows } from "./parse-rows";
import type { BlocksQuery, LoadInput, Params, Querier, RowsQuery } from "./querier";

const SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 1,
  session_timezone: "UTC",
  // An INSERT that is answered is in place: nothing waits in a buffer of the server.
  async_insert: 0,
  wait_end_of_query: 1,
  // A read during a DELETE sees all of its rows gone or none.
  apply_mutations_on_fly: 1,
};

const LOAD_TIMEOUT_MS = 3_600_000;

/** A ClickHouse server. Its address carries user, password and database: https://user:password@host:8443/database. */
export function openRemote(url: string): Querier {
  const client = createClient({
    url,
    request_timeout: LOAD_TIMEOUT_MS,
    max_open_connections: 12,
    clickhouse_settings: SETTINGS,
  });
  return {
    async rows<T>({ sql, params = {}, row }: RowsQuery<T>): Promise<T[]> {
      checkParams(sql, params);
      const result = await client.query({
        query: sql,
        query_params: params,
        format: "JSONEachRow",
        clickhouse_settings: { max_execution_time: 120 },
      });
      return parseRows(await result.text(), row);
    },
    async blocks({ sql, params = {} }: BlocksQuery) {
      checkParams(sql, params);
      const { stream } = await client.exec({
        query: `${sql} FORMAT Native`,
        query_params: params,
        clickhouse_settings: { max_execution_time: 120 },
      });
      return parseNative(Buffer.concat(await stream.toArray()));
    },
    async command(sql: string, params: Params = {}) {
      checkParams(sql, params);
      await client.command({ query: sql, query_params: params });
    },
    async load({ path, format, structure, sql }: LoadInput) {
      const { stream } = await client.exec({
        query: `${sql(`input(${quoteLiteral(structure)})`, "rowNumberInAllBlocks()")} FORMAT ${format}`,
        values: createReadStream(path),
        // Line numbers come from the order of blocks: one thread keeps it.
        clickhouse_settings: { max_threads: 1, max_insert_threads: "1" },
      });
      for await (const _ of stream);
    },
    toLines: convertInProcess,
    async close() {
      await client.close();
    },
  };
}
