"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { callApi } from "@/components/form";
import { Button, useToast } from "@/components/ui";
import type { NotificationView } from "@/lib/register";
import { byDay } from "./notification-words";

const time = (at: string) => at.slice(11, 16);

/** Marks as read; false where it failed. It is asked for while another page is already on its way. */
async function mark(body: { ids: string[] } | { all: true }): Promise<boolean> {
  const answer = await callApi("/api/v1/notifications/read", { method: "POST", body });
  return answer.ok;
}

/** Where reading goes on once the button that had the focus is gone. */
function focusTitle(): void {
  const title = document.querySelector<HTMLElement>("#main h1");
  title?.setAttribute("tabindex", "-1");
  title?.focus();
}

type ItemProps = {
  item: NotificationView;
  /** Marks it; `said` where somebody asked for just that, and is told. */
  onRead: (id: string, said: boolean) => void;
  stay: boolean;
};

function Item({ item, onRead, stay }: ItemProps) {
  const unread = item.read_at === null;
  const link = useRef<HTMLAnchorElement>(null);
  return (
    <li className={unread ? "new" : undefined}>
      <time dateTime={item.created_at}>{time(item.created_at)}</time>
      <span className="seen">{unread ? <span className="vh">Not read: </span> : null}</span>
      <Link
        ref={link}
        href={item.href}
        prefetch={false}
        onClick={() => {
          if (unread) onRead(item.id, false);
        }}
      >
        {item.sentence}
      </Link>
      {unread ? (
        <Button
          tone="text"
          size="small"
          onClick={() => {
            if (stay) link.current?.focus();
            else focusTitle();
            onRead(item.id, true);
          }}
          aria-label={`Mark as read: ${item.sentence}`}
        >
          Mark as read
        </Button>
      ) : null}
    </li>
  );
}

export type NotificationListProps = {
  items: readonly NotificationView[];
  today: string;
  /** What has been read stays in the list. */
  stay: boolean;
};

/** What somebody was told, by day. Following one marks it as read. */
export function NotificationList({ items, today, stay }: NotificationListProps) {
  const router = useRouter();
  const say = useToast();
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const onRead = async (id: string, said: boolean) => {
    setRead((all) => new Set([...all, id]));
    if (await mark({ ids: [id] })) {
      if (said) say("Marked as read.");
      return router.refresh();
    }
    setRead((all) => new Set([...all].filter((each) => each !== id)));
    say("It could not be marked as read.");
  };
  const shown = items.map((item) => (read.has(item.id) ? { ...item, read_at: item.created_at } : item));
  return (
    <div className="told-list">
      {byDay(shown, today).map(({ day, label, items: told }) => (
        <section key={day} aria-labelledby={`told-${day}`}>
          <h2 id={`told-${day}`}>{label}</h2>
          <ol>
            {told.map((item) => (
              <Item key={item.id} item={item} onRead={onRead} stay={stay} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** Marks everything as read, also what is not shown. */
export function MarkAllRead({ unread }: { unread: number }) {
  const router = useRouter();
  const say = useToast();
  const [working, setWorking] = useState(false);
  if (unread === 0) return null;
  const onClick = async () => {
    setWorking(true);
    const marked = await mark({ all: true });
    say(marked ? "All are marked as read." : "They could not be marked as read.");
    setWorking(false);
    // The button goes away.
    if (marked) focusTitle();
    router.refresh();
  };
  return (
    <Button onClick={onClick} aria-disabled={working || undefined}>
      Mark all as read
    </Button>
  );
}
