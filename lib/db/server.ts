import "server-only";

export { closeDatabase } from "./client";
export { Prisma } from "./generated/client";
export type * from "./generated/models";
export { migrationsApplied } from "./migrations";
export {
  asChecks,
  asDetection,
  isDatabaseDown,
  isUniqueViolation,
  pingDatabase,
  type Tx,
  withActor,
} from "./with-actor";
