import type { Metadata } from "next";
import { AddButton, FirstRecord, ListPage } from "@/components/register/ListPage";
import { SourcesTable } from "@/components/register/tables-more";
import { UnsourcedSection } from "@/components/register/UnsourcedSection";
import { EmptyState } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, factsWithoutSource, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Sources" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/sources", "register:read");
  const { items, ...page } = await readListPage(actor, entities.sources, await searchParams);
  const add = (
    <AddButton href="/register/sources/new" label="Add a source" allowed={mayAdd(actor, entities.sources)} />
  );
  return (
    <ListPage title="Sources" lead="Documents that state facts. A public fact has at least one.">
      <SourcesTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState
            title="No source is recorded yet"
            actions={<FirstRecord add={add} may_import={can(actor, "register:import")} />}
          >
            Add the reports and filings that your facts rest on; each fact then links to them.
          </EmptyState>
        }
      />
      <UnsourcedSection facts={await factsWithoutSource(actor)} />
    </ListPage>
  );
}
