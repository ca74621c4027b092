import { describe, expect, it } from "vitest";
import type { NotificationView } from "@/lib/register";
import {
  badge,
  bellLabel,
  byDay,
  neighbours,
  notificationsHref,
  periodWords,
  unreadLead,
} from "./notification-words";

const told = (created_at: string): NotificationView => ({
  ...{ id: created_at, kind: "commented", sentence: "Anna commented.", href: "/overlaps/OV-0001" },
  ...{ overlap: "OV-0001", actor_label: "Anna", created_at, read_at: null },
});

describe("notifications in words", () => {
  it("say how many are not read", () => {
    expect([0, 1, 3, 1000].map(unreadLead)).toEqual([
      "You have read everything.",
      "One notification is not read.",
      "Three notifications are not read.",
      "1,000 notifications or more are not read.",
    ]);
    expect([0, 2].map(bellLabel)).toEqual(["Notifications", "Notifications, 2 not read"]);
    expect([1, 99, 100].map(badge)).toEqual(["1", "99", "99+"]);
  });

  it("stand by day", () => {
    const days = byDay(
      ["2026-11-21T09:00:00Z", "2026-11-21T00:00:00Z", "2026-11-20T23:59:59Z", "2026-11-01T12:00:00Z"].map(
        told,
      ),
      "2026-11-21",
    );
    expect(days.map(({ label, items }) => [label, items.length])).toEqual([
      ["Today", 2],
      ["Yesterday", 1],
      ["1 November 2026", 1],
    ]);
  });
});

describe("the address of the notifications", () => {
  it("keeps what is filtered, from page to page", () => {
    expect(notificationsHref({})).toBe("/notifications");
    expect(notificationsHref({ unread: "true" })).toBe("/notifications?unread=true");
    expect(notificationsHref({ kind: ["assigned", "commented"], overlap: "OV-0004" }, "an-id")).toBe(
      "/notifications?kind=assigned&kind=commented&overlap=OV-0004&cursor=an-id",
    );
  });
});

describe("the periods of a digest", () => {
  it("are named", () => {
    expect(periodWords({ from: "2026-11-21", to: "2026-11-21" })).toBe("21 November 2026");
    expect(periodWords({ from: "2026-11-15", to: "2026-11-21" })).toBe(
      "15 November 2026 to 21 November 2026",
    );
  });
  it("follow each other, up to today", () => {
    expect(neighbours({ period: "day", to: "2026-11-21" }, "2026-11-21")).toEqual({
      ...{ earlier: "2026-11-20", later: null },
    });
    expect(neighbours({ period: "week", to: "2026-11-01" }, "2026-11-21")).toEqual({
      ...{ earlier: "2026-10-25", later: "2026-11-08" },
    });
    expect(neighbours({ period: "week", to: "2026-11-18" }, "2026-11-21").later).toBe("2026-11-21");
  });
});
