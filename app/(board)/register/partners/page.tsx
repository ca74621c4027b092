import type { Metadata } from "next";
import Link from "next/link";
import { AddButton, FirstRecord, ListPage } from "@/components/register/ListPage";
import { PartiesTable } from "@/components/register/tables";
import { EmptyState } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { formatCount } from "@/lib/kernel/format";
import type { SearchParams } from "@/lib/register";
import { countDuplicates, entities, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Partners" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/partners", "register:read");
  const { items, ...page } = await readListPage(actor, entities.parties, await searchParams);
  const alike = await countDuplicates(actor);
  const add = (
    <AddButton href="/register/partners/new" label="Add a party" allowed={mayAdd(actor, entities.parties)} />
  );
  return (
    <ListPage
      title="Partners"
      lead={
        <>
          Every organisation that stands in some relation to us: partners, rival platforms, investors.{" "}
          {alike > 0 ? (
            <Link href="/register/partners/duplicates">
              {formatCount(alike, "pair may be one and the same", "pairs may be one and the same")}.
            </Link>
          ) : null}
        </>
      }
    >
      <PartiesTable
        rows={items}
        {...page}
        tools={add}
        empty={
          <EmptyState
            title="No party is recorded yet"
            actions={<FirstRecord add={add} may_import={can(actor, "register:import")} />}
          >
            Parties are what everything else refers to. Begin with our own platform, then the partners; or
            import a register document.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
