import type { Metadata } from "next";
import { Suspense } from "react";
import { OverlapPage } from "@/components/overlaps";
import { PageSkeleton } from "@/components/ui";
import type { PersonActor } from "@/lib/access";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { pathParam } from "@/lib/kernel/path-param";
import type { OverlapView } from "@/lib/register";
import { getOverlap } from "@/lib/register/server";
import { readOverlapTraffic } from "@/lib/reports/server";
import { readJudged } from "./read-judged";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: pathParam((await params).id).toUpperCase() };
}

export default async function Page({ params }: Props) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/overlaps/${id}`, "overlap:read");
  const overlap = await orNotFound(getOverlap(actor, id));
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Overlap actor={actor} overlap={overlap} />
    </Suspense>
  );
}

async function Overlap({ actor, overlap }: { actor: PersonActor; overlap: OverlapView }) {
  const [traffic, judged] = await Promise.all([
    readOverlapTraffic(actor, overlap),
    readJudged(actor, overlap),
  ]);
  return <OverlapPage overlap={overlap} traffic={traffic} {...judged} now_ms={Date.now()} />;
}
