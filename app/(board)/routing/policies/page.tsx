import type { Metadata } from "next";
import { AddButton, ListPage } from "@/components/register/ListPage";
import { PoliciesTable } from "@/components/register/tables-more";
import { EmptyState, LinkButton } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { type SearchParams, toListQuery } from "@/lib/register";
import { entities, listRecords } from "@/lib/register/server";

export const metadata: Metadata = { title: "Policies" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/routing/policies", "register:read");
  const query = { sort: "router,from", ...toListQuery(await searchParams) };
  const { items, ...page } = await listRecords(actor, entities.policies, query);
  const may_add = can(actor, "register:write");
  return (
    <ListPage
      title="Routing policies"
      lead="What each router publishes: from when a version decides, among which models, by which rule. Versions are marks in every chart."
    >
      <PoliciesTable
        rows={items}
        {...page}
        tools={<AddButton href="/routing/policies/new" label="Add a policy" allowed={may_add} />}
        empty={
          <EmptyState
            title="No policy is recorded yet"
            actions={may_add ? <LinkButton href="/routing/policies/new">Add a policy</LinkButton> : null}
          >
            A policy names a router’s version as its decisions carry it, its candidates and its declared rule.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
