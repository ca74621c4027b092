import type { Metadata } from "next";
import { AddButton, ListPage } from "@/components/register/ListPage";
import { PartnershipsTable } from "@/components/register/tables-deals";
import { EmptyState } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Partnerships" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/partnerships", "register:read");
  const { items, ...page } = await readListPage(actor, entities.partnerships, await searchParams);
  const add = (
    <AddButton
      href="/register/partnerships/new"
      label="Add a partnership"
      allowed={mayAdd(actor, entities.partnerships)}
    />
  );
  return (
    <ListPage
      title="Partnerships"
      lead="What we are to each partner and since when, how far we can steer it, and the rights that come with it."
    >
      <PartnershipsTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState title="No partnership is recorded yet" actions={add}>
            Add what binds us to a partner: the kinds, the dates, and where it is stated.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
