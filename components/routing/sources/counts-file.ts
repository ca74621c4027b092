import { capitalise, formatCount, formatNumber } from "@/lib/kernel/format";
import type { IngestAnswer } from "@/lib/routing";
import { type FileKind, fileKind } from "./send-file";

/** What a file of counts is, told by its name: the kinds of a log but Parquet. Null: none of these. */
export function countsKind(name: string): FileKind | null {
  const kind = fileKind(name, "native");
  return kind?.type === "application/vnd.apache.parquet" ? null : kind;
}

/** "30 counts are new or changed; 2 say what was known, 1 could not be read." */
export function countsWords({ received, accepted, duplicate, rejected }: IngestAnswer): string {
  if (received === 0) return "The file holds no count.";
  const rest = [
    duplicate > 0 ? `${formatNumber(duplicate)} ${duplicate === 1 ? "says" : "say"} what was known` : null,
    rejected > 0 ? `${formatNumber(rejected)} could not be read` : null,
  ].filter((part) => part !== null);
  const taken =
    accepted === 0
      ? "no count is new"
      : `${formatCount(accepted, "count")} ${accepted === 1 ? "is" : "are"} new or changed`;
  return `${capitalise(taken)}${rest.length > 0 ? `; ${rest.join(", ")}` : ""}.`;
}
