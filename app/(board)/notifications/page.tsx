import type { Metadata } from "next";
import { NotificationsPage } from "@/components/notifications/NotificationsPage";
import { requireActor } from "@/lib/identity/server";
import { formatDay } from "@/lib/kernel/time";
import { NotificationsQuery, type SearchParams, toListQuery } from "@/lib/register";
import { listNotifications } from "@/lib/register/server";

export const metadata: Metadata = { title: "Notifications" };

const SHOWN = 50;

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/notifications");
  const asked = NotificationsQuery.safeParse({ limit: SHOWN, ...toListQuery(await searchParams) });
  const query = asked.data ?? NotificationsQuery.parse({ limit: SHOWN });
  return (
    <NotificationsPage
      page={await listNotifications(actor, query)}
      filter={query}
      today={formatDay(Date.now())}
    />
  );
}
