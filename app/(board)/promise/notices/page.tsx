import type { Metadata } from "next";
import { AnnounceAct } from "@/components/promise-watch/AnnounceAct";
import { csvHref } from "@/components/promise-watch/hrefs";
import { NoticesTable } from "@/components/promise-watch/NoticesTable";
import { noticesLead } from "@/components/promise-watch/notice-words";
import { EmptyState, PageHeader } from "@/components/ui";
import { can } from "@/lib/access";
import { NOTICE_SORTS, NoticesQuery } from "@/lib/commitments";
import { listNotices, readToday } from "@/lib/commitments/server";
import { requireActor } from "@/lib/identity/server";
import { type SearchParams, toListQuery, understoodSort } from "@/lib/register";
import { entities, listRecords } from "@/lib/register/server";

export const metadata: Metadata = { title: "Policy notices" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/promise/notices", "promise:read");
  const { sort: wanted, q: _, ...asked } = toListQuery(await searchParams);
  const sort = understoodSort(wanted, NOTICE_SORTS);
  const query = NoticesQuery.safeParse({ ...asked, sort }).data ?? NoticesQuery.parse({ sort });
  const may = can(actor, "notice:announce");
  const [page, all, today, policies] = await Promise.all([
    listNotices(actor, query),
    listNotices(actor, NoticesQuery.parse({ limit: 1000 })),
    readToday(actor),
    may ? listRecords(actor, entities.policies, { limit: "1000" }) : { items: [] },
  ]);
  const announced = new Set(all.items.map(({ router, policy_version }) => `${router} ${policy_version}`));
  const drafts = policies.items
    .filter(
      ({ router, version, from }) => from.slice(0, 10) > today && !announced.has(`${router} ${version}`),
    )
    .map(({ id, router, version, from, rule, models, aliases }) => ({
      id,
      label: `${router}, policy ${version}`,
      policy: { router, version, from, rule, models, aliases },
    }));
  const announce = may ? <AnnounceAct drafts={drafts} /> : null;
  return (
    <>
      <PageHeader title="Policy notices" lead={noticesLead(all.items)} />
      <NoticesTable
        rows={page.items}
        next_cursor={page.next_cursor}
        may_open={may}
        csv_href={csvHref("notices", [])}
        tools={announce}
        empty={
          <EmptyState title="No change is announced yet" actions={announce}>
            Here would be every announced change of routing policy: its hash and when it was announced, and
            from the day it takes effect the text itself. A check can hold the notice period.
          </EmptyState>
        }
      />
    </>
  );
}
