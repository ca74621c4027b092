import type { Metadata } from "next";
import { AddSource } from "@/components/routing/sources/AddSource";
import { Readiness } from "@/components/routing/sources/Readiness";
import { SourcesTable } from "@/components/routing/sources/SourcesTable";
import { PageHeader, Section } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { entities, listRecords } from "@/lib/register/server";
import { listTrafficSources, readReadiness } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Traffic sources" };

export default async function Page() {
  const actor = await requireActor("/routing/sources", "routing:read");
  const [sources, readiness, products] = await Promise.all([
    listTrafficSources(actor),
    readReadiness(actor, {}),
    listRecords(actor, entities.products, { sort: "owner_name,name", limit: "1000" }),
  ]);
  const may_write = can(actor, "traffic:write");
  const options = products.items.map(({ key, name, owner_name }) => ({
    value: key,
    label: `${owner_name}: ${name}`,
  }));
  return (
    <>
      <PageHeader
        title="Traffic sources"
        lead="Named feeds of routing decisions. A share is only worth something when every source is named and every line accounted for."
      />
      <SourcesTable sources={sources} />
      {readiness.decisions > 0 ? (
        <Readiness answer={readiness} products={options} may_name={may_write} />
      ) : null}
      {may_write ? (
        <Section
          title="Add a source."
          text={<p>Then upload files on its page, or let a gateway post with an ingest key of its own.</p>}
        >
          <AddSource />
        </Section>
      ) : null}
    </>
  );
}
