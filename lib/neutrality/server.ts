import "server-only";

export { assess, assessWithSeries } from "./assess";
