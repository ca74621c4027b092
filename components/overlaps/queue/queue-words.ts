import { formatCount } from "@/lib/kernel/format";
import { OVERLAP_STATUS_LABELS, type OverlapListItem, type Seat } from "@/lib/register";

export const QUEUE_VIEWS = ["table", "board", "map"] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** The view that an address asks for; anything unknown is the table. */
export const queueView = (asked: unknown): QueueView => QUEUE_VIEWS.find((view) => view === asked) ?? "table";

type Params = Record<string, string | string[] | undefined>;

/** An address of the queue: this one's question with a change; null takes a parameter off, a place in a list never stays. */
export function queueHref(params: Params, change: Record<string, string | null>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, cursor: undefined, page: undefined, ...change }))
    for (const one of [value ?? []].flat()) if (one !== "") query.append(name, one);
  const text = query.toString();
  return text === "" ? "/overlaps" : `/overlaps?${text}`;
}

const SEATS: Record<Seat, { act: string; verb: string; done: string; free: string }> = {
  preparer: {
    act: "Say who prepares",
    verb: "prepare",
    done: "prepares",
    free: "Nobody: whoever manages a partner on it",
  },
  reviewer: {
    act: "Say who decides",
    verb: "decide",
    done: "decides",
    free: "Nobody: whoever of compliance may",
  },
};
export const seatWords = (seat: Seat) => SEATS[seat];

/** "Berta Lind decides 3 overlaps; 2 were hers already." */
export function assignedWords(
  seat: Seat,
  name: string | null,
  { assigned, unchanged }: { assigned: number; unchanged: number },
): string {
  const count = formatCount(assigned, "overlap");
  const same = unchanged === 0 ? "" : ` ${formatCount(unchanged, "overlap")} had it so already.`;
  if (name === null) return `Nobody is named to ${SEATS[seat].verb} ${count}.${same}`;
  return `${name} ${SEATS[seat].done} ${count}.${same}`;
}

/** What the status says of the review that is open. */
export function openReviewWords({
  open_review,
  open_review_status,
}: Pick<OverlapListItem, "open_review" | "open_review_status">): string | null {
  if (open_review === null) return null;
  return open_review_status === "changes_requested"
    ? `${open_review}: changes requested`
    : `${open_review} waits for a decision`;
}

export const statusWords = (status: OverlapListItem["status"]): string => OVERLAP_STATUS_LABELS[status];
