import { EmptyState, LinkButton, PageHeader, Segmented } from "@/components/ui";
import type { NotificationList as Page } from "@/lib/register";
import { MarkAllRead, NotificationList } from "./NotificationList";
import { unreadLead } from "./notification-words";

export type NotificationsPageProps = {
  page: Page;
  /** Which are shown. */
  view: "all" | "unread";
  today: string;
};

const VIEWS = [
  { value: "all", label: "All", href: "/notifications" },
  { value: "unread", label: "Not read", href: "/notifications?unread=true" },
];

function Nothing({ view }: Pick<NotificationsPageProps, "view">) {
  return view === "unread" ? (
    <EmptyState title="Nothing is left to read">What you have read is under “All”.</EmptyState>
  ) : (
    <EmptyState
      title="Nobody has told you anything yet"
      actions={<LinkButton href="/settings/notifications">Choose what you are told</LinkButton>}
    >
      Here would be what you should know: reviews that wait for you, what others decided, conditions that you
      see to, facts that changed.
    </EmptyState>
  );
}

/** What the reader was told, newest first. */
export function NotificationsPage({ page, view, today }: NotificationsPageProps) {
  const { items, next_cursor, unread } = page;
  const older = `?${view === "unread" ? "unread=true&" : ""}cursor=${next_cursor}`;
  return (
    <>
      <PageHeader
        title="Notifications"
        lead={unreadLead(unread)}
        actions={
          <>
            <MarkAllRead unread={unread} />
            <LinkButton href="/notifications/digest">Digest</LinkButton>
            <LinkButton href="/settings/notifications" tone="quiet">
              Choose what you are told
            </LinkButton>
          </>
        }
      >
        <Segmented label="Which" value={view} options={VIEWS} />
      </PageHeader>
      {items.length === 0 ? <Nothing view={view} /> : <NotificationList items={items} today={today} />}
      {next_cursor === null ? null : (
        <p className="told-more">
          <LinkButton href={older}>Earlier ones</LinkButton>
        </p>
      )}
    </>
  );
}
