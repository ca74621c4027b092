import type { Metadata } from "next";
import { NoTraffic, ShareExplorer } from "@/components/routing";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { prepareBoard, readShareView } from "@/lib/routing";
import { shareBoard, trafficDimensions } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Share" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SharePage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor("/routing/share", "routing:read");
  const dimensions = await trafficDimensions(actor);
  const may_write = can(actor, "traffic:write");
  if (!dimensions) return <NoTraffic title="Share" may_upload={may_write} />;
  const view = readShareView(await searchParams, dimensions);
  const data = await shareBoard(actor, view.query);
  const board = prepareBoard(data, view.query, Date.now());
  return <ShareExplorer view={view} dimensions={dimensions} data={data} board={board} may_name={may_write} />;
}
