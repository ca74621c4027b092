import type { Metadata } from "next";
import { FindingActs } from "@/components/promise-watch/FindingActs";
import { FindingForm } from "@/components/promise-watch/FindingForm";
import { FindingPage } from "@/components/promise-watch/FindingPage";
import type { Found } from "@/components/promise-watch/FoundSection";
import { actorRef, can, type PersonActor } from "@/lib/access";
import { type FindingView, ResultsQuery } from "@/lib/commitments";
import {
  getCheck,
  getFinding,
  getResult,
  listOwners,
  listResults,
  readToday,
} from "@/lib/commitments/server";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { pathParam } from "@/lib/kernel/path-param";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Finding ${pathParam((await params).id)}` };
}

/** The result that opened a finding of a check, and the check's latest. */
async function readFound(actor: PersonActor, { check, opened_result }: FindingView): Promise<Found | null> {
  if (!check || !opened_result) return null;
  const [{ definition }, opened, { items }] = await Promise.all([
    getCheck(actor, check.id),
    getResult(actor, opened_result),
    listResults(actor, ResultsQuery.parse({ check: check.id, limit: 1 })),
  ]);
  return { check_id: check.id, definition, opened, latest: items[0] ?? null };
}

/** The latest result of what tests it again, of the days after the remedy. */
async function readRetested(actor: PersonActor, { retest }: FindingView) {
  if (!retest || retest.status === "proposed" || retest.status === "waiting") return null;
  const query = ResultsQuery.parse({ check: retest.check_id, from: retest.first_day, limit: 1 });
  return (await listResults(actor, query)).items[0] ?? null;
}

export default async function Page({ params }: Props) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/promise/findings/${encodeURIComponent(id)}`, "promise:read");
  const finding = await orNotFound(getFinding(actor, id));
  const manages = can(actor, "finding:manage");
  const open = finding.status !== "closed";
  const [today, owners, found, retested] = await Promise.all([
    readToday(actor),
    manages && open ? listOwners(actor) : [],
    readFound(actor, finding),
    readRetested(actor, finding),
  ]);
  return (
    <FindingPage
      finding={finding}
      today={today}
      found={found}
      retested={retested}
      acts={
        manages ? (
          <FindingActs finding={finding} me={actorRef(actor)} may_define={can(actor, "check:define")} />
        ) : null
      }
      form={manages && open ? <FindingForm key={finding.version} finding={finding} owners={owners} /> : null}
    />
  );
}
