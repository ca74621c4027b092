import type { Metadata } from "next";
import { OverlapsTable } from "@/components/overlaps";
import { queueLead } from "@/components/overlaps/words";
import { EmptyState, LinkButton, PageHeader } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { type SearchParams, toListQuery } from "@/lib/register";
import { listOverlaps, overlapOptions } from "@/lib/register/server";

export const metadata: Metadata = { title: "Overlaps" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/overlaps", "overlap:read");
  const query = toListQuery(await searchParams);
  const any_status = query.status !== undefined;
  const page = await listOverlaps(actor, any_status ? query : { ...query, status: "open" });
  const { open, parties, segments } = await overlapOptions(actor);
  return (
    <>
      <PageHeader title="Overlaps" lead={queueLead(open, Date.now())} />
      <OverlapsTable
        rows={page.items}
        next_cursor={page.next_cursor}
        total={page.total}
        parties={parties}
        segments={segments}
        any_status={any_status}
        empty={
          <EmptyState
            title="No overlap is detected"
            actions={
              can(actor, "register:import") ? (
                <LinkButton href="/register/import">Import a register document</LinkButton>
              ) : null
            }
          >
            Overlaps come out of the register by themselves: products in one segment, investments in rivals,
            routers over our own and partners’ models, rights without a wall.
          </EmptyState>
        }
      />
    </>
  );
}
