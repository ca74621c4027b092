import type { Metadata } from "next";
import { AddButton, ListPage } from "@/components/register/ListPage";
import { CoHoldingsTable } from "@/components/register/tables-more";
import { EmptyState } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Co-holdings" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/co-holdings", "register:read");
  const { items, ...page } = await readListPage(actor, entities.coHoldings, await searchParams);
  const add = (
    <AddButton
      href="/register/co-holdings/new"
      label="Add a co-holding"
      allowed={mayAdd(actor, entities.coHoldings)}
    />
  );
  return (
    <ListPage
      title="Co-holdings"
      lead="Investors that hold several parties at once; often only a few of them are named."
    >
      <CoHoldingsTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState title="No co-holding is recorded yet" actions={add}>
            Where a report says that at least so many investors hold both of two rivals, it is recorded here.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
