import type { Metadata } from "next";
import { headers } from "next/headers";
import { Suspense } from "react";
import { SourcesPage } from "@/components/routing";
import { PageSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { readNamedProducts } from "@/lib/register/server";
import { listTrafficSources, readReadiness } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Traffic sources" };

export default async function Sources() {
  const actor = await requireActor("/routing/sources", "routing:read");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <SourceList actor={actor} />
    </Suspense>
  );
}

async function SourceList({ actor }: { actor: PersonActor }) {
  const sources = await listTrafficSources(actor);
  const readiness = await readReadiness(actor, {});
  const products = await readNamedProducts(actor);
  const host = (await headers()).get("host") ?? "localhost";
  return (
    <SourcesPage
      sources={sources}
      readiness={readiness}
      products={products}
      may_write={can(actor, "traffic:write")}
      base={`http://${host}`}
    />
  );
}
