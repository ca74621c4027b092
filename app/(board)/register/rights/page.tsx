import type { Metadata } from "next";
import Link from "next/link";
import { AddButton, FirstRecord, ListPage } from "@/components/register/ListPage";
import { RightsTable } from "@/components/register/tables";
import { EmptyState } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Rights" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/rights", "register:read");
  const { items, ...page } = await readListPage(actor, entities.rights, await searchParams);
  const add = (
    <AddButton href="/register/rights/new" label="Add a right" allowed={mayAdd(actor, entities.rights)} />
  );
  return (
    <ListPage
      title="Rights"
      lead={
        <>
          What one side of a <Link href="/register/partnerships">partnership</Link> may do or must be told:
          agreed, not agreed, or unknown.
        </>
      }
    >
      <RightsTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState
            title="No right is recorded yet"
            actions={<FirstRecord add={add} may_import={can(actor, "register:import")} />}
          >
            Rights belong to a partnership. Add a partnership first, then what each side holds; or import a
            register document.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
