import type { Metadata } from "next";
import { ConditionActs } from "@/components/conditions/ConditionActs";
import { ConditionPage } from "@/components/conditions/ConditionPage";
import { can } from "@/lib/access";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { formatDay } from "@/lib/kernel/time";
import { getCondition, listOwners } from "@/lib/register/server";

export const metadata: Metadata = { title: "Condition" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/overlaps/conditions/${encodeURIComponent(id)}`, "overlap:read");
  const condition = await orNotFound(getCondition(actor, id));
  const lists = condition.may.assign && can(actor, "review:request");
  const owners = lists ? await listOwners(actor, condition.overlap) : [];
  return (
    <ConditionPage
      condition={condition}
      today={formatDay(Date.now())}
      acts={<ConditionActs condition={condition} owners={owners} />}
    />
  );
}
