import { formatCount, formatDate, formatList } from "@/lib/kernel/format";
import { OVERLAP_KIND_LABELS, type OverlapListItem } from "@/lib/register";
import type { Todo } from "./schema";

/** More would not be read; the rest is in the queue of overlaps. */
const MOST_OVERLAPS = 3;

export type UnknownRight = { key: string; type: string; holder: string; partner: string };

/** Overlaps that nobody has judged yet, gravest and first due first. */
export function overlapTodos(overlaps: readonly OverlapListItem[]): Todo[] {
  const sorted = overlaps.toSorted(
    (a, b) => b.severity - a.severity || (a.due ?? "9").localeCompare(b.due ?? "9"),
  );
  const first = sorted.slice(0, MOST_OVERLAPS).map(
    (overlap): Todo => ({
      key: overlap.key,
      due: overlap.due,
      title: overlap.title,
      text: `${OVERLAP_KIND_LABELS[overlap.kind]}, severity ${overlap.severity}. Detected, not yet judged by anybody.`,
      who: "Compliance",
      href: `/overlaps/${overlap.key}`,
      count: 1,
    }),
  );
  const rest = sorted.length - first.length;
  if (rest === 0) return first;
  return [
    ...first,
    {
      key: "more-overlaps",
      due: null,
      title: `${formatCount(rest, "more overlap")} to judge`,
      text: "In the queue, by severity and by the day they are due.",
      who: "Compliance",
      href: "/overlaps?status=detected",
      count: rest,
    },
  ];
}

/** Rights of which nobody has said whether they were agreed, one entry a partner. */
export function rightTodos(rights: readonly UnknownRight[]): Todo[] {
  const partners = [...new Set(rights.map(({ partner }) => partner))];
  return partners.map((partner) => {
    const types = rights
      .filter((right) => right.partner === partner)
      .map(({ type }) => type.replaceAll("_", " "));
    return {
      key: `rights-${partner}`,
      due: null,
      title: `Say which rights stand between us and ${partner}`,
      text: `Recorded as unknown: ${formatList([...new Set(types)])}. Unknown is neither agreed nor not agreed.`,
      who: "Partner manager",
      href: "/register/rights?state=unknown",
      count: 1,
    };
  });
}

/** Names in the traffic that match no model of the register. */
export function unattributedTodo(decisions: number): Todo[] {
  if (decisions === 0) return [];
  return [
    {
      key: "unattributed",
      due: null,
      title: "Name the models that match nothing",
      text: `${formatCount(decisions, "decision")} went to models that no product owns. Naming one attributes its history too.`,
      who: "Compliance",
      href: "/routing/sources",
      count: 1,
    },
  ];
}

/** A breach is looked at where it happened. */
export function breachTodos(
  breaches: readonly { router: string; since: string | null; href: string }[],
): Todo[] {
  return breaches.map(({ router, since, href }) => ({
    key: `breach-${router}`,
    due: null,
    title: `Look at what ${router} decided`,
    text: `Its decisions${since === null ? "" : ` since ${formatDate(since)}`}, with candidates and the probability of a neutral choice.`,
    who: "Compliance",
    href,
    count: 1,
  }));
}
