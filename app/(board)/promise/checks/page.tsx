import type { Metadata } from "next";
import { ChecksTable } from "@/components/promise-watch/ChecksTable";
import { checksLead } from "@/components/promise-watch/check-words";
import { csvHref } from "@/components/promise-watch/hrefs";
import { AddButton } from "@/components/register/ListPage";
import { EmptyState, PageHeader } from "@/components/ui";
import { can } from "@/lib/access";
import { CHECK_SORTS, ChecksQuery } from "@/lib/commitments";
import { listChecks, readToday } from "@/lib/commitments/server";
import { requireActor } from "@/lib/identity/server";
import { type SearchParams, toListQuery, type Understood, understood, understoodSort } from "@/lib/register";

export const metadata: Metadata = { title: "Checks" };

const CURRENT = ["proposed", "waiting", "running", "superseded"];

/** The gravest first: a breach is not looked for. */
const GRAVEST = "latest";

/** What the address asks for; without a status, the versions that judge or are about to. */
function queryOf(params: SearchParams): Understood<ChecksQuery> {
  const { sort: asked, q: _, ...rest } = toListQuery(params);
  const sort = understoodSort(asked, CHECK_SORTS) ?? GRAVEST;
  const { query, ignored } = understood(ChecksQuery, rest, { sort });
  // “all” is read as no status, what is missing or cannot be read as the current ones.
  const status =
    rest.status === "all" ? undefined : (query.status ?? ChecksQuery.parse({ status: CURRENT }).status);
  return { query: { ...query, status }, ignored };
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/promise/checks", "promise:read");
  const params = await searchParams;
  const { query, ignored } = queryOf(params);
  const [page, all, today] = await Promise.all([
    listChecks(actor, query),
    listChecks(actor, ChecksQuery.parse({ status: CURRENT, limit: 1000 })),
    readToday(actor),
  ]);
  const commitments = [...new Set(all.items.map(({ commitment }) => commitment.key))];
  const clauses = [...new Set(all.items.map(({ clause }) => clause.key))].sort();
  const add = (
    <AddButton href="/promise/checks/new" label="Define a check" allowed={can(actor, "check:define")} />
  );
  return (
    <>
      <PageHeader title="Checks" lead={checksLead(all.items)} />
      <ChecksTable
        rows={page.items}
        next_cursor={page.next_cursor}
        commitments={commitments.map((key) => ({ value: key, label: key }))}
        clauses={clauses.map((key) => ({ value: key, label: key.replaceAll("-", " ") }))}
        ignored={ignored}
        default_sort={GRAVEST}
        today={today}
        csv_href={csvHref(
          "checks",
          params.status === undefined ? CURRENT : [],
          params.sort === undefined ? { sort: GRAVEST } : {},
        )}
        tools={add}
        empty={
          <EmptyState title="No check is defined yet" actions={add}>
            A check tests a clause of a commitment by a rule that is fixed before the data it judges. Its
            results would stand here, a mark a day.
          </EmptyState>
        }
      />
    </>
  );
}
