import type { Metadata } from "next";
import { headers } from "next/headers";
import { Suspense } from "react";
import { SourcePage, type SourcePageProps } from "@/components/routing";
import { PageSkeleton } from "@/components/ui";
import { type Actor, can } from "@/lib/access";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { pathParam } from "@/lib/kernel/path-param";
import { readNamedProducts } from "@/lib/register/server";
import { BatchQuery } from "@/lib/routing";
import {
  listBatches,
  readBatch,
  readHealth,
  readReadiness,
  readSourceAbove,
  readTrafficSource,
} from "@/lib/routing/server";

type Props = {
  params: Promise<{ key: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: pathParam((await params).key) };
}

export default async function Source({ params, searchParams }: Props) {
  const key = decodeURIComponent((await params).key);
  const actor = await requireActor(`/routing/sources/${encodeURIComponent(key)}`, "routing:read");
  const source = await orNotFound(readTrafficSource(actor, key));
  const { cursor, batch } = await searchParams;
  const page = BatchQuery.safeParse({ source: key, limit: 25, cursor: cursor || undefined }).data;
  const host = (await headers()).get("host") ?? "localhost";
  const known = {
    source,
    batches: await listBatches(actor, page ?? BatchQuery.parse({ source: key, limit: 25 })),
    opened: typeof batch === "string" ? await orNotFound(readBatch(actor, batch)) : null,
    may_write: can(actor, "traffic:write"),
    may_purge: can(actor, "traffic:purge"),
    base: `http://${host}`,
  };
  return (
    <Suspense fallback={<PageSkeleton />}>
      <SourceBody actor={actor} known={known} />
    </Suspense>
  );
}

type Known = Omit<SourcePageProps, "readiness" | "health" | "products" | "counts" | "purges">;

/** What needs the traffic itself takes longer than whether the source exists. */
async function SourceBody({ actor, known }: { actor: Actor; known: Known }) {
  const readiness = await readReadiness(actor, { source: known.source.key });
  const health = await readHealth(actor, known.source.key);
  const above = await readSourceAbove(actor, known.source);
  const products = await readNamedProducts(actor);
  return <SourcePage {...known} {...{ readiness, health, products }} {...above} />;
}
