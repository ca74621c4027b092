import "server-only";

export { authenticate, checkOrigin } from "./authenticate";
export { fileResponse, type UploadedFile } from "./form";
export { metricsText } from "./metrics";
export { openApiDocument, type RouteModule } from "./openapi";
export { otherMethods } from "./other-methods";
export { inputErrors, parseInput, queryObject } from "./parse";
export { problemResponse } from "./problem";
export { type Readiness, readiness } from "./ready";
export {
  type Access,
  csvResponse,
  csvStream,
  type RouteContext,
  type RouteSpec,
  recordResponse,
  route,
} from "./route";
