import { createHash } from "node:crypto";
import type { PolicyDraft } from "./schema";

/** A draft in one form: models sorted and each once. */
export const normaliseDraft = ({ router, rule, models }: PolicyDraft): PolicyDraft => ({
  router,
  rule,
  models: [...new Set(models)].sort(),
});

/** SHA-256 of what a draft says, whatever the order of its members and models. */
export const draftHash = (draft: PolicyDraft): string =>
  createHash("sha256")
    .update(JSON.stringify(ordered(normaliseDraft(draft))))
    .digest("hex");

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, ordered(member)]),
  );
}
