import "server-only";

export { assess, assessWithSeries } from "./assess";
export type { Rise } from "./rise";
