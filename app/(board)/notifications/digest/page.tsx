import type { Metadata } from "next";
import { DigestPage } from "@/components/notifications/DigestPage";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { formatDay } from "@/lib/kernel/time";
import { DigestQuery, type SearchParams, toListQuery } from "@/lib/register";
import { getDigest, myWork } from "@/lib/register/server";

export const metadata: Metadata = { title: "Digest" };

const SHOWN = 20;

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/notifications/digest");
  const asked = DigestQuery.safeParse(toListQuery(await searchParams));
  const [digest, work] = await Promise.all([
    getDigest(actor, asked.data ?? DigestQuery.parse({})),
    can(actor, "overlap:read") ? myWork(actor, { limit: SHOWN }) : null,
  ]);
  return <DigestPage digest={digest} work={work} today={formatDay(Date.now())} />;
}
