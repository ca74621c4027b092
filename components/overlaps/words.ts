import { formatDate, formatDaysAway, formatNumber } from "@/lib/kernel/format";
import { daysBetween } from "@/lib/kernel/time";
import type { OverlapListItem, OverlapView } from "@/lib/register";

/** The section's heading over the picture of facts. */
export function pathTitle({ kind, path }: Pick<OverlapView, "kind" | "path">): string {
  const invested = path.some(({ relation }) => relation === "invested");
  switch (kind) {
    case "router_overlap":
    case "product_overlap":
      return invested ? "Every path leads back to us." : "One path leads back to us, the other to a partner.";
    case "rival_investees":
      return "Both paths lead back to us.";
    case "shared_investor":
      return "Both paths lead to the same investor.";
    case "wall_missing":
      return "We may know what we compete with.";
    case "channel_conflict":
      return path.filter(({ relation }) => relation === "available").length > 1
        ? "One product, two platforms."
        : "One product, our platform alone.";
  }
}

/** "24 November 2026, in 3 days". */
export const dueWords = (due: string, now_ms: number): string =>
  `${formatDate(due)}, ${formatDaysAway(daysBetween(now_ms - (now_ms % 86_400_000), Date.parse(`${due}T00:00:00Z`)))}`;

/** "9 points of a possible 18, two factors unknown." */
export function pointsTitle({ points, points_max, factor_count, known }: OverlapListItem): string {
  const unknown = factor_count - known;
  const words = ["all factors known", "one factor unknown", "two factors unknown", "three factors unknown"];
  return `${points} points of a possible ${points_max}, ${words[unknown] ?? `${unknown} factors unknown`}.`;
}

/** What the unknown could still do to the severity. */
export function couldWords({ could_add, could_reach, severity }: OverlapView): string {
  if (could_add === 0) return "Nothing is unknown, so nothing can raise it but the facts.";
  const raise =
    could_reach > severity
      ? `could add up to ${could_add} points and raise it to ${could_reach}`
      : `could add up to ${could_add} points and would not raise it further`;
  return `Unknown is not zero: what is missing ${raise}; it cannot lower it.`;
}

const ACTIONS: Record<string, string> = {
  "overlap:detect": "Detected",
  "overlap:change": "Facts or points changed",
  "overlap:reopen": "Detected again",
  "overlap:supersede": "Superseded: a fact no longer holds",
  "overlap:wall": "Put behind a wall with one of its facts",
  "overlap:settle": "Status follows its reviews",
  "overlap:recertify": "Due to be judged again",
  "overlap:assign": "Assigned",
  "overlap:comment": "Commented",
};

export const actionWords = (action: string): string => ACTIONS[action] ?? action;

/** Facts that came and went between two states, as sentences. */
export function factChanges(before: unknown, after: unknown): { came: string[]; went: string[] } {
  const sentences = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  const [old, now] = [sentences(before), sentences(after)];
  return { came: now.filter((text) => !old.includes(text)), went: old.filter((text) => !now.includes(text)) };
}

type QueueSums = { open: number; highest: number | null; gravest: number; next_due: string | null };

/** "11 open, 3 of severity 5; the next is to be judged by 19 February 2027, in 90 days." */
export function queueLead({ open, highest, gravest, next_due }: QueueSums, now_ms: number): string {
  if (open === 0) return "Who stands in conflict with whom. Nothing is open.";
  const which = gravest === open ? `all of severity ${highest}` : `${gravest} of severity ${highest}`;
  const next = next_due === null ? "" : `; the next is to be judged by ${dueWords(next_due, now_ms)}`;
  return `${formatNumber(open)} open, ${which}${next}.`;
}
