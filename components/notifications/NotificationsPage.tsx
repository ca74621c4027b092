import { EmptyState, LinkButton, PageHeader, Segmented } from "@/components/ui";
import type { NotificationList as Page } from "@/lib/register";
import { KindFilter } from "./KindFilter";
import { MarkAllRead, NotificationList } from "./NotificationList";
import { type NotificationFilter, notificationsHref, unreadLead } from "./notification-words";

export type NotificationsPageProps = {
  page: Page;
  /** Which are shown. */
  filter: NotificationFilter;
  today: string;
};

const viewsOf = (filter: NotificationFilter) => [
  { value: "all", label: "All", href: notificationsHref({ ...filter, unread: undefined }) },
  { value: "unread", label: "Not read", href: notificationsHref({ ...filter, unread: "true" }) },
];

const narrowed = ({ unread, kind = [], overlap }: NotificationFilter): boolean =>
  unread === "false" || kind.length > 0 || overlap !== undefined;

function Nothing({ filter }: Pick<NotificationsPageProps, "filter">) {
  if (narrowed(filter))
    return (
      <EmptyState
        title="No notification matches"
        actions={<LinkButton href="/notifications">Show all</LinkButton>}
      >
        Others may stand beyond the filter.
      </EmptyState>
    );
  return filter.unread === "true" ? (
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
export function NotificationsPage({ page, filter, today }: NotificationsPageProps) {
  const { items, next_cursor, unread } = page;
  const view = filter.unread === "true" ? "unread" : "all";
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
        <div className="told-filter">
          <Segmented label="Which" value={view} options={viewsOf(filter)} />
          <KindFilter filter={filter} />
          {filter.overlap === undefined ? null : (
            <>
              <span className="mute">About {filter.overlap} alone</span>
              <LinkButton href={notificationsHref({ ...filter, overlap: undefined })} tone="quiet">
                Of every overlap
              </LinkButton>
            </>
          )}
        </div>
      </PageHeader>
      {items.length === 0 ? (
        <Nothing filter={filter} />
      ) : (
        <NotificationList items={items} today={today} stay={view === "all"} />
      )}
      {next_cursor === null ? null : (
        <p className="told-more">
          <LinkButton href={notificationsHref(filter, next_cursor)}>Earlier ones</LinkButton>
        </p>
      )}
    </>
  );
}
