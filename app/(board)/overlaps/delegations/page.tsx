import type { Metadata } from "next";
import { DelegateAct } from "@/components/overlaps/DelegateActs";
import { DelegationsPage } from "@/components/overlaps/DelegationsPage";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { listDelegations, listReviewers } from "@/lib/register/server";

export const metadata: Metadata = { title: "Who decides for whom" };

export default async function Page() {
  const actor = await requireActor("/overlaps/delegations", "review:decide", "audit:read");
  const [{ items }, reviewers] = await Promise.all([listDelegations(actor), listReviewers(actor)]);
  const others = reviewers
    .filter(({ email }) => email !== actor.email)
    .map(({ email, name }) => ({ value: email, label: `${name} (${email})` }));
  return (
    <DelegationsPage
      delegations={items}
      me={actor.email}
      act={can(actor, "review:decide") ? <DelegateAct reviewers={others} /> : null}
    />
  );
}
