import type { Metadata } from "next";
import { layersOf, NetworkPage } from "@/components/network";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { formatDay } from "@/lib/kernel/time";
import { Day, type SearchParams } from "@/lib/register";
import { entities, listRecords, readNetwork } from "@/lib/register/server";

export const metadata: Metadata = { title: "Network" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/network", "register:read");
  const { as_of, party, show } = await searchParams;
  const today = formatDay(Date.now());
  const parties = (await listRecords(actor, entities.parties, { sort: "name", limit: "1000" })).items;
  const known = parties.some(({ key }) => key === party) ? String(party) : null;
  const view = await readNetwork(actor, {
    as_of: Day.safeParse(as_of).data ?? today,
    ...(known === null ? {} : { party: known }),
  });
  return (
    <NetworkPage
      view={view}
      today={today}
      layers={layersOf(show)}
      party={known}
      parties={parties.map(({ key, name }) => ({ value: key, label: name }))}
      may_import={can(actor, "register:import")}
    />
  );
}
