import type { Metadata } from "next";
import { FindingsTable } from "@/components/promise-watch/FindingsTable";
import { queueLead } from "@/components/promise-watch/finding-words";
import { csvHref } from "@/components/promise-watch/hrefs";
import { EmptyState, LinkButton, PageHeader } from "@/components/ui";
import { can } from "@/lib/access";
import { FINDING_SORTS, FindingsQuery } from "@/lib/commitments";
import { listChecks, listFindings, listReaders, readToday } from "@/lib/commitments/server";
import { requireActor } from "@/lib/identity/server";
import { type SearchParams, toListQuery, type Understood, understood, understoodSort } from "@/lib/register";

export const metadata: Metadata = { title: "Findings" };

const NOT_CLOSED = ["open", "remedied", "risk_accepted"];

/** What the address asks for; what it says wrong is left out and named. Without a status the queue holds what is not closed. */
function queryOf(params: SearchParams): Understood<FindingsQuery> {
  const { sort: asked, q: _, ...rest } = toListQuery(params);
  const sort = understoodSort(asked, FINDING_SORTS) ?? "queue";
  const { query, ignored } = understood(FindingsQuery, rest, { sort });
  const status =
    rest.status === "all" ? undefined : (query.status ?? FindingsQuery.parse({ status: NOT_CLOSED }).status);
  return { query: { ...query, status }, ignored };
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/promise/findings", "promise:read");
  const params = await searchParams;
  const { query, ignored } = queryOf(params);
  const [page, open, checks, today, owners] = await Promise.all([
    listFindings(actor, query),
    listFindings(actor, FindingsQuery.parse({ status: NOT_CLOSED, limit: 1000 })),
    listChecks(actor, { limit: 1000 }),
    readToday(actor),
    can(actor, "finding:manage") ? listReaders(actor) : null,
  ]);
  const titles = new Map(checks.items.map(({ key, title }) => [key, title]));
  return (
    <>
      <PageHeader title="Findings" lead={queueLead(open.items, actor.email)} />
      <FindingsTable
        rows={page.items}
        next_cursor={page.next_cursor}
        mine={actor.email}
        checks={[...titles].map(([value, label]) => ({ value, label }))}
        today={today}
        ignored={ignored}
        owners={owners}
        csv_href={csvHref("findings", params.status === undefined ? NOT_CLOSED : [])}
        empty={
          <EmptyState
            title="Nothing is found"
            actions={<LinkButton href="/promise/checks">See the checks</LinkButton>}
          >
            Here would be every watch and breach that a check has found, and every run that failed: with an
            owner, a cause, a remedy and a due date. Closed ones are under the filter “All”.
          </EmptyState>
        }
      />
    </>
  );
}
