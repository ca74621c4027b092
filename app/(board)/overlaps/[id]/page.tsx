import type { Metadata } from "next";
import { OverlapPage } from "@/components/overlaps";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { getOverlap } from "@/lib/register/server";
import { readOverlapTraffic } from "@/lib/reports/server";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id).toUpperCase() };
}

export default async function Page({ params }: Props) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/overlaps/${id}`, "overlap:read");
  const overlap = await orNotFound(getOverlap(actor, id));
  return (
    <OverlapPage overlap={overlap} traffic={await readOverlapTraffic(actor, overlap)} now_ms={Date.now()} />
  );
}
