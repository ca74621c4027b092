import type { Metadata } from "next";
import Link from "next/link";
import { Fragment } from "react";
import { AnnounceAct } from "@/components/promise-watch/AnnounceAct";
import { csvHref, watchHref } from "@/components/promise-watch/hrefs";
import { NoticesTable } from "@/components/promise-watch/NoticesTable";
import { noticesLead, policyName } from "@/components/promise-watch/notice-words";
import { EmptyState, PageHeader } from "@/components/ui";
import { can } from "@/lib/access";
import { type CheckListItem, ChecksQuery, NOTICE_SORTS, NoticesQuery } from "@/lib/commitments";
import { listChecks, listNotices, readToday } from "@/lib/commitments/server";
import { requireActor } from "@/lib/identity/server";
import { type SearchParams, toListQuery, understood, understoodSort } from "@/lib/register";
import { entities, listRecords } from "@/lib/register/server";

export const metadata: Metadata = { title: "Policy notices" };

/** The checks that hold the notice period. */
function Judges({ checks }: { checks: readonly Pick<CheckListItem, "id" | "key">[] }) {
  if (checks.length === 0) return null;
  return (
    <>
      The notice period is judged by{" "}
      {checks.map(({ id, key }, place) => (
        <Fragment key={id}>
          {place === 0 ? "" : ", "}
          <Link className="mono" href={watchHref.check(id)}>
            {key}
          </Link>
        </Fragment>
      ))}
      .
    </>
  );
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/promise/notices", "promise:read");
  const { sort: wanted, q: _, ...asked } = toListQuery(await searchParams);
  const sort = understoodSort(wanted, NOTICE_SORTS);
  const { query, ignored } = understood(NoticesQuery, asked, { sort });
  const may = can(actor, "notice:announce");
  const reads = can(actor, "register:read");
  const [page, all, today, policies, checks] = await Promise.all([
    listNotices(actor, query),
    listNotices(actor, NoticesQuery.parse({ limit: 1000 })),
    readToday(actor),
    reads ? listRecords(actor, entities.policies, { limit: "1000" }) : { items: [] },
    listChecks(actor, ChecksQuery.parse({ metric: "notice_period", status: ["running", "superseded"] })),
  ]);
  const ids = Object.fromEntries(
    policies.items.map(({ id, router, version }) => [policyName({ router, policy_version: version }), id]),
  );
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
      <PageHeader
        title="Policy notices"
        lead={
          <>
            {noticesLead(all.items)} <Judges checks={checks.items} />
          </>
        }
      />
      <NoticesTable
        rows={page.items}
        next_cursor={page.next_cursor}
        may_open={may}
        policies={ids}
        today={today}
        ignored={ignored}
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
