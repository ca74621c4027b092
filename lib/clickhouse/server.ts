import "server-only";

export type { LoadInput, Param, Params, Querier, RowsQuery } from "./querier";
export { clickhouse, closeClickhouse, isClickhouseDown, migrateClickhouse, pingClickhouse } from "./store";
