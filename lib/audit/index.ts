export { type Canonical, canonicalJson, toCanonical } from "./canonical";
export type { AuditChange, AuditHistoryItem } from "./history";
