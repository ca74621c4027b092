import "server-only";

export { type AuditInput, appendAudit, appendAuditMany } from "./append";
export { type AuditChange, type AuditHistoryItem, auditHistory, lastChanges } from "./history";
