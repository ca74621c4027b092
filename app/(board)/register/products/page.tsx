import type { Metadata } from "next";
import { AddButton, FirstRecord, ListPage } from "@/components/register/ListPage";
import { ProductsTable } from "@/components/register/tables";
import { EmptyState } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Products" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/products", "register:read");
  const { items, ...page } = await readListPage(actor, entities.products, await searchParams);
  const add = (
    <AddButton
      href="/register/products/new"
      label="Add a product"
      allowed={mayAdd(actor, entities.products)}
    />
  );
  return (
    <ListPage
      title="Products"
      lead="What parties sell, in which market segments, and the model names that gateways log for them."
    >
      <ProductsTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState
            title="No product is recorded yet"
            actions={<FirstRecord add={add} may_import={can(actor, "register:import")} />}
          >
            Products say whose a model is and where ours compete with a partner’s. Add one, or import a
            register document.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
