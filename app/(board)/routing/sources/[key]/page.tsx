import type { Metadata } from "next";
import { BatchesTable } from "@/components/routing/sources/BatchesTable";
import { Readiness } from "@/components/routing/sources/Readiness";
import { SourceSettings } from "@/components/routing/sources/SourceSettings";
import { Upload } from "@/components/routing/sources/Upload";
import { PageHeader, Section } from "@/components/ui";
import { can } from "@/lib/access";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { formatCount } from "@/lib/kernel/format";
import { entities, listRecords } from "@/lib/register/server";
import { listBatches, readReadiness, readTrafficSource } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Traffic source" };

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const key = decodeURIComponent((await params).key);
  const actor = await requireActor(`/routing/sources/${key}`, "routing:read");
  const source = await orNotFound(readTrafficSource(actor, key));
  const [batches, readiness, products] = await Promise.all([
    listBatches(actor, { source: key, limit: 50 }),
    readReadiness(actor, { source: key }),
    listRecords(actor, entities.products, { sort: "owner_name,name", limit: "1000" }),
  ]);
  const may_write = can(actor, "traffic:write");
  const options = products.items.map((one) => ({ value: one.key, label: `${one.owner_name}: ${one.name}` }));
  return (
    <>
      <PageHeader
        size="record"
        kicker={`Traffic source ${source.key}`}
        title={source.name}
        lead={source.note}
      />
      {may_write ? (
        <Section title="Load a router’s log." text={<p>Delivering a file twice changes nothing.</p>}>
          <Upload source={source.key} />
        </Section>
      ) : null}
      {readiness.decisions > 0 ? (
        <Readiness answer={readiness} products={options} may_name={may_write} />
      ) : null}
      <Section
        wide
        title={`${formatCount(source.decisions, "decision")} in ${formatCount(source.batches, "delivery")}.`}
      >
        <BatchesTable batches={batches.items} />
      </Section>
      <SourceSettings source={source} may_write={may_write} />
    </>
  );
}
