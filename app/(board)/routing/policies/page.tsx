import type { Metadata } from "next";
import { AddButton, ListPage } from "@/components/register/ListPage";
import { PoliciesTable } from "@/components/register/tables-more";
import { EmptyState } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Policies" };

export default async function Policies({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/routing/policies", "register:read");
  const { items, ...page } = await readListPage(actor, entities.policies, await searchParams);
  const allowed = mayAdd(actor, entities.policies);
  const add = <AddButton href="/routing/policies/new" label="Add a policy" allowed={allowed} />;
  return (
    <ListPage
      title="Policies"
      lead="A router’s published versions: from when each decides, among which models, by which rule. Charts mark where they begin."
    >
      <PoliciesTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState title="No policy is recorded yet" actions={add}>
            With its policies a router can be held to its own published rule, and every chart shows where a
            version began.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
