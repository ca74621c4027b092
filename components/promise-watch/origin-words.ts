import type { CheckView } from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";

type Origin = Pick<CheckView, "clause" | "recorded_at" | "written_at">;

/** The words that a version was recorded for, where its clause says something else by now; else null. */
export function otherWords({ clause: { text, recorded_text } }: Origin): string | null {
  if (recorded_text === null || recorded_text === text) return null;
  return `It was recorded for these words: “${recorded_text}” Its results are of them; the clause has been said anew since.`;
}

/** When a version was truly written, where a simulated clock recorded it; else null. */
export function simulatedWords({ recorded_at, written_at }: Origin): string | null {
  if (written_at === recorded_at) return null;
  return `A simulated clock recorded it; it was truly written on ${formatDate(written_at.slice(0, 10))}. It judges generated traffic alone, and ends with the first that is real.`;
}
