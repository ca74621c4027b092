import type { Metadata } from "next";
import { CoHoldingsSection } from "@/components/register/CoHoldingsSection";
import { AddButton, FirstRecord, ListPage } from "@/components/register/ListPage";
import { RoundsTable } from "@/components/register/tables";
import { EmptyState } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { entities, listRecords, mayAdd, readListPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Investments" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/investments", "register:read");
  const { items, ...page } = await readListPage(actor, entities.rounds, await searchParams);
  const held = await listRecords(actor, entities.coHoldings, { limit: "12" });
  const add = (href: string, label: string, added_by = entities.rounds.added_by) => (
    <AddButton href={href} label={label} allowed={mayAdd(actor, { added_by })} />
  );
  return (
    <ListPage
      title="Investments"
      lead="Rounds with who took part. “About” and “up to” are kept as they were reported; where reports differ, all stand."
    >
      <RoundsTable
        rows={items}
        {...page}
        tools={add("/register/investments/new", "Add a round")}
        empty={
          <EmptyState
            title="No round is recorded yet"
            actions={
              <FirstRecord
                add={add("/register/investments/new", "Add a round")}
                may_import={can(actor, "register:import")}
              />
            }
          >
            Rounds say who holds whom. Add what was announced, with its sources.
          </EmptyState>
        }
      />
      <CoHoldingsSection
        rows={held.items}
        total={held.total}
        add={add("/register/co-holdings/new", "Add a co-holding", entities.coHoldings.added_by)}
      />
    </ListPage>
  );
}
