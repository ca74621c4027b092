import type { Metadata } from "next";
import { Suspense } from "react";
import { NoTraffic, ShareExplorer } from "@/components/routing";
import { PageSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { prepareBoard, readShareView } from "@/lib/routing";
import { shareBoard, trafficDimensions } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Share" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SharePage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor("/routing/share", "routing:read");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Share actor={actor} search={searchParams} />
    </Suspense>
  );
}

async function Share({ actor, search }: { actor: PersonActor; search: Search }) {
  const dimensions = await trafficDimensions(actor);
  const may_write = can(actor, "traffic:write");
  if (!dimensions) return <NoTraffic title="Share" may_upload={may_write} />;
  const view = readShareView(await search, dimensions);
  const data = await shareBoard(actor, view.query);
  const board = prepareBoard(data, view.query, Date.now());
  return <ShareExplorer view={view} dimensions={dimensions} data={data} board={board} may_name={may_write} />;
}
