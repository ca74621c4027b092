import "server-only";

export { closeDatabase } from "./client";
export { migrationsApplied } from "./migrations";
export { Prisma } from "./generated/client";
export type * from "./generated/models";
export {
  asDetection,
  isDatabaseDown,
  isUniqueViolation,
  pingDatabase,
  type Tx,
  withActor,
} from "./with-actor";
