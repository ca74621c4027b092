import type { Metadata } from "next";
import { FindingActs } from "@/components/promise-watch/FindingActs";
import { FindingForm } from "@/components/promise-watch/FindingForm";
import { FindingPage } from "@/components/promise-watch/FindingPage";
import { actorRef, can } from "@/lib/access";
import { getFinding, listReaders, readToday } from "@/lib/commitments/server";
import { orNotFound, requireActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Finding" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/promise/findings/${encodeURIComponent(id)}`, "promise:read");
  const finding = await orNotFound(getFinding(actor, id));
  const manages = can(actor, "finding:manage");
  const open = finding.status !== "closed";
  const [today, owners] = await Promise.all([readToday(actor), manages && open ? listReaders(actor) : []]);
  return (
    <FindingPage
      finding={finding}
      today={today}
      acts={
        manages ? (
          <FindingActs finding={finding} me={actorRef(actor)} may_define={can(actor, "check:define")} />
        ) : null
      }
      form={manages && open ? <FindingForm key={finding.version} finding={finding} owners={owners} /> : null}
    />
  );
}
