import type { Metadata } from "next";
import { ConditionsTable } from "@/components/conditions/ConditionsTable";
import { conditionsLead } from "@/components/conditions/condition-page-words";
import { EmptyState, LinkButton, PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import { formatDay } from "@/lib/kernel/time";
import {
  CONDITION_SORTS,
  ConditionsQuery,
  type SearchParams,
  toListQuery,
  understoodSort,
} from "@/lib/register";
import { listConditions } from "@/lib/register/server";

export const metadata: Metadata = { title: "Conditions" };

const NOT_ENDED = ["proposed", "open", "proven", "effective"];

/** What the address asks for; what it says wrong is left out. Without a status the list holds what has not ended. */
function queryOf(params: SearchParams): ConditionsQuery {
  const { status, sort: wanted, q: _, ...rest } = toListQuery(params);
  const sort = understoodSort(wanted, CONDITION_SORTS);
  const asked = ConditionsQuery.safeParse({
    ...rest,
    sort,
    ...(status === "all" ? {} : { status: status ?? NOT_ENDED }),
  });
  return asked.data ?? ConditionsQuery.parse({ status: NOT_ENDED, sort });
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/overlaps/conditions", "overlap:read");
  const [page, current] = await Promise.all([
    listConditions(actor, queryOf(await searchParams)),
    listConditions(actor, ConditionsQuery.parse({ status: NOT_ENDED, limit: 1000 })),
  ]);
  return (
    <>
      <PageHeader title="Conditions" lead={conditionsLead(current.items)} />
      <ConditionsTable
        rows={page.items}
        next_cursor={page.next_cursor}
        today={formatDay(Date.now())}
        empty={
          <EmptyState
            title="No condition is demanded"
            actions={<LinkButton href="/overlaps">See the overlaps</LinkButton>}
          >
            Here would be what reviews demand before an overlap is acceptable, with owner, due date and proof.
            Ended ones are under the filter “All”.
          </EmptyState>
        }
      />
    </>
  );
}
