import { formatCount, formatDateTime, formatRange } from "@/lib/kernel/format";
import type { PurgePreview, PurgeView } from "@/lib/routing";

const after = (time: string): Date => new Date(Date.parse(time) + 1);

type Going = Pick<PurgePreview, "decisions" | "batches" | "first_at" | "last_at">;

const what = ({ decisions, batches, first_at, last_at }: Going): string => {
  const when = first_at && last_at ? ` from ${formatRange(first_at, after(last_at))}` : "";
  return `${formatCount(decisions, "decision")} of ${formatCount(batches, "delivery")}${when}`;
};

/** What would go, before it is decided: "Exactly 1,234 decisions of 2 deliveries from 1 to 3 May 2026 would go." */
export function purgePreviewWords(preview: PurgePreview): string {
  if (preview.decisions > 0)
    return `Exactly ${what(preview)} would go. Their files can be delivered again afterwards.`;
  return preview.batch === null
    ? "No decision occurred then or later: there is nothing to purge."
    : "Nothing of this delivery is stored. Its answer would be forgotten, so that its file can be delivered again.";
}

export const purgeDone = (decisions: number): string =>
  `${formatCount(decisions, "decision")} ${decisions === 1 ? "is" : "are"} purged; every figure follows.`;

/** What a purge was of: "everything from 5 March 2026, 12:00 UTC on", or one delivery. */
export const purgeScope = ({ from }: Pick<PurgeView, "from">): string =>
  from === null ? "one delivery" : `all from ${formatDateTime(from)} on`;
