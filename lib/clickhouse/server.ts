import "server-only";

export { isOverConvertLimit } from "./convert";
export type { Block, Floats, Integers, Lists, Wide, Words } from "./native";
export { quoteLiteral } from "./params";
export type { LoadInput, Param, Params, Querier, RowsQuery } from "./querier";
export {
  clickhouse,
  closeClickhouse,
  isClickhouseDown,
  isEmbedded,
  migrateClickhouse,
  pingClickhouse,
} from "./store";
