import { formatDate, formatDaysAway } from "@/lib/kernel/format";
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

/** "Detected on 15 April 2026 and not reviewed yet." */
export function overlapLead({
  status,
  detected_at,
  superseded_at,
  due,
}: Pick<OverlapListItem, "status" | "detected_at" | "superseded_at" | "due">): string {
  const detected = `Detected on ${formatDate(new Date(detected_at))}`;
  if (status === "superseded")
    return `${detected}, superseded on ${formatDate(new Date(superseded_at ?? detected_at))}: a fact that it rested on no longer holds.`;
  if (status === "detected")
    return due === null
      ? `${detected} and not reviewed yet.`
      : `${detected} and not reviewed yet; to be judged by ${formatDate(due)}.`;
  return due === null ? `${detected}.` : `${detected}; to be judged again by ${formatDate(due)}.`;
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
};

export const actionWords = (action: string): string => ACTIONS[action] ?? action;

/** Facts that came and went between two states, as sentences. */
export function factChanges(before: unknown, after: unknown): { came: string[]; went: string[] } {
  const sentences = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  const [old, now] = [sentences(before), sentences(after)];
  return { came: now.filter((text) => !old.includes(text)), went: old.filter((text) => !now.includes(text)) };
}

/** "11 open, 3 of them of severity 5; the next is to be judged by 19 February 2027, in 90 days." */
export function queueLead(
  open: readonly Pick<OverlapListItem, "severity" | "due">[],
  now_ms: number,
): string {
  if (open.length === 0) return "Who stands in conflict with whom. Nothing is open.";
  const highest = Math.max(...open.map(({ severity }) => severity));
  const gravest = open.filter(({ severity }) => severity === highest).length;
  const [next] = open.flatMap(({ due }) => due ?? []).sort();
  const which = gravest === open.length ? `all of severity ${highest}` : `${gravest} of severity ${highest}`;
  return `${open.length} open, ${which}${next ? `; the next is to be judged by ${dueWords(next, now_ms)}` : ""}.`;
}
