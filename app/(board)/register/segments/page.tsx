import type { Metadata } from "next";
import { AddButton, ListPage } from "@/components/register/ListPage";
import { SegmentsTable } from "@/components/register/tables-more";
import { EmptyState, LinkButton } from "@/components/ui";
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
            actions={
              mayAdd(actor, entities.segments) ? (
                <LinkButton href="/register/import">Import a document</LinkButton>
              ) : null
            }
          >
            Segments are a small tree, such as foundation models with coding below. Add the widest first.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
