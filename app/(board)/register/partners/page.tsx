import type { Metadata } from "next";
import { AddButton, ListPage } from "@/components/register/ListPage";
import { PartiesTable } from "@/components/register/tables";
import { EmptyState, LinkButton } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Partners" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/partners", "register:read");
  const { items, ...page } = await readListPage(actor, entities.parties, await searchParams);
  const add = (
    <AddButton href="/register/partners/new" label="Add a party" allowed={mayAdd(actor, entities.parties)} />
  );
  return (
    <ListPage
      title="Partners"
      lead="Every organisation that stands in some relation to us: partners, rival platforms, investors."
    >
      <PartiesTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState
            title="No party is recorded yet"
            actions={
              mayAdd(actor, entities.parties) ? (
                <LinkButton href="/register/import">Import a document</LinkButton>
              ) : null
            }
          >
            Parties are what everything else refers to. Begin with our own platform, then the partners; or
            import a register document.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
