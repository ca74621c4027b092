import type { Metadata } from "next";
import { AddButton, ListPage } from "@/components/register/ListPage";
import { CommitmentsTable } from "@/components/register/tables-deals";
import { EmptyState } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Commitments" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/commitments", "register:read");
  const { items, ...page } = await readListPage(actor, entities.commitments, await searchParams);
  const add = (
    <AddButton
      href="/register/commitments/new"
      label="Add a commitment"
      allowed={mayAdd(actor, entities.commitments)}
    />
  );
  return (
    <ListPage
      title="Commitments"
      lead="What was promised, in its own words: who said it, when, to whom, and where it is written."
    >
      <CommitmentsTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState title="No commitment is recorded yet" actions={add}>
            Add the promise as it was published, with its source; split it in clauses that can be tested.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
