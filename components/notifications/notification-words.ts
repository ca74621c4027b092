import { capitalise, countInWords, formatDate } from "@/lib/kernel/format";
import type { NotificationsQuery, NotificationView } from "@/lib/register";

/** The API counts so far. */
const COUNTED = 1000;

/** "Three things are not read." */
export function unreadLead(unread: number): string {
  if (unread === 0) return "You have read everything.";
  if (unread >= COUNTED) return "1,000 notifications or more are not read.";
  return `${capitalise(countInWords(unread, "notification"))} ${unread === 1 ? "is" : "are"} not read.`;
}

/** What the bell says: "Notifications, 3 not read". */
export const bellLabel = (unread: number): string =>
  unread === 0 ? "Notifications" : `Notifications, ${badge(unread)} not read`;

const MOST = 99;
export const badge = (unread: number): string => (unread > MOST ? `${MOST}+` : String(unread));

export type NotificationDay = { day: string; label: string; items: NotificationView[] };

const DAY_MS = 86_400_000;

/** Notifications by UTC day, in their order; `today` is 2026-11-21. */
export function byDay(items: readonly NotificationView[], today: string): NotificationDay[] {
  const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
  const days: NotificationDay[] = [];
  for (const item of items) {
    const day = item.created_at.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else {
      const label = day === today ? "Today" : day === yesterday ? "Yesterday" : formatDate(day);
      days.push({ day, label, items: [item] });
    }
  }
  return days;
}

/** The period of a digest: "21 November 2026" or "15 November to 21 November 2026". */
export function periodWords({ from, to }: { from: string; to: string }): string {
  return from === to ? formatDate(to) : `${formatDate(from)} to ${formatDate(to)}`;
}

export type NotificationFilter = Pick<NotificationsQuery, "unread" | "kind" | "overlap">;

/** The address of the notifications that a filter leaves, from `cursor` on. */
export function notificationsHref(
  { unread, kind = [], overlap }: NotificationFilter,
  cursor?: string,
): string {
  const given = { unread, overlap, cursor };
  const params = new URLSearchParams(kind.map((one) => ["kind", one]));
  for (const [name, value] of Object.entries(given)) if (value !== undefined) params.set(name, value);
  return params.size === 0 ? "/notifications" : `/notifications?${params}`;
}

/** The address of a digest. */
export const digestHref = (period: "day" | "week", to: string | null): string =>
  `/notifications/digest?period=${period}${to === null ? "" : `&to=${to}`}`;

/** The last day of the period before or after this one; null where that has not begun. */
export function neighbours(
  { period, to }: { period: "day" | "week"; to: string },
  today: string,
): { earlier: string; later: string | null } {
  const step = (period === "week" ? 7 : 1) * DAY_MS;
  const at = Date.parse(`${to}T00:00:00Z`);
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const later = dayOf(Math.min(at + step, Date.parse(`${today}T00:00:00Z`)));
  return { earlier: dayOf(at - step), later: to < today ? later : null };
}
