import type { Metadata } from "next";
import { AddButton, FirstRecord, ListPage } from "@/components/register/ListPage";
import { SegmentsTable } from "@/components/register/tables-more";
import { EmptyState } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Segments" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/segments", "register:read");
  const { items, ...page } = await readListPage(actor, entities.segments, await searchParams);
  const add = (
    <AddButton
      href="/register/segments/new"
      label="Add a segment"
      allowed={mayAdd(actor, entities.segments)}
    />
  );
  return (
    <ListPage
      title="Segments"
      lead="The markets in which products meet. Two products in one segment, or in one above the other, compete."
    >
      <SegmentsTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState
            title="No segment is recorded yet"
            actions={<FirstRecord add={add} may_import={can(actor, "register:import")} />}
          >
            Segments are a small tree, such as foundation models with coding below. Add the widest first.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
