import type { Metadata } from "next";
import { headers } from "next/headers";
import { SourcePage } from "@/components/routing";
import { can } from "@/lib/access";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { readNamedProducts } from "@/lib/register/server";
import { BatchQuery } from "@/lib/routing";
import { listBatches, readBatch, readReadiness, readTrafficSource } from "@/lib/routing/server";

type Props = {
  params: Promise<{ key: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).key) };
}

export default async function Source({ params, searchParams }: Props) {
  const key = decodeURIComponent((await params).key);
  const actor = await requireActor(`/routing/sources/${encodeURIComponent(key)}`, "routing:read");
  const source = await orNotFound(readTrafficSource(actor, key));
  const { cursor, batch } = await searchParams;
  const page = BatchQuery.safeParse({ source: key, limit: 25, cursor: cursor || undefined }).data;
  const host = (await headers()).get("host") ?? "localhost";
  return (
    <SourcePage
      source={source}
      batches={await listBatches(actor, page ?? BatchQuery.parse({ source: key, limit: 25 }))}
      opened={typeof batch === "string" ? await orNotFound(readBatch(actor, batch)) : null}
      readiness={await readReadiness(actor, { source: source.key })}
      products={await readNamedProducts(actor)}
      may_write={can(actor, "traffic:write")}
      base={`http://${host}`}
    />
  );
}
