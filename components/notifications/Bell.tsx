"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { callApi } from "@/components/form";
import { badge, bellLabel } from "./notification-words";

const PAUSE_MS = 60_000;

async function readUnread(): Promise<number | null> {
  const answer = await callApi("/api/v1/notifications?limit=1", { method: "GET" });
  if (!answer.ok || typeof answer.body !== "object" || answer.body === null) return null;
  return "unread" in answer.body && typeof answer.body.unread === "number" ? answer.body.unread : null;
}

/** The count as the server gave it, then looked at again each minute while the page is in sight. */
function useUnread(given: number): number {
  const [unread, setUnread] = useState(given);
  useEffect(() => setUnread(given), [given]);
  const looked = useRef(0);
  useEffect(() => {
    looked.current = Date.now();
    const look = async () => {
      if (document.visibilityState !== "visible" || Date.now() - looked.current < PAUSE_MS) return;
      looked.current = Date.now();
      const found = await readUnread();
      if (found !== null) setUnread(found);
    };
    const timer = setInterval(look, PAUSE_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return unread;
}

/** Leads to the notifications, with how many are not read. */
export function Bell({ unread: given }: { unread: number }) {
  const unread = useUnread(given);
  const here = usePathname() === "/notifications";
  return (
    <Link
      className="bell"
      href="/notifications"
      aria-label={bellLabel(unread)}
      aria-current={here ? "page" : undefined}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path
          d="M4 14.5h12c-1.2-1.3-1.7-2.6-1.7-5V8a4.3 4.3 0 0 0-8.6 0v1.5c0 2.400-.5 3.700-1.700 5ZM8.200 16.800a1.900 1.900 0 0 0 3.600 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {unread > 0 ? <span className="n">{badge(unread)}</span> : null}
    </Link>
  );
}
