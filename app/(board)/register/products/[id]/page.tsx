import type { Metadata } from "next";
import { LaunchGateSection } from "@/components/launch/LaunchGateSection";
import { productFacts } from "@/components/register/facts";
import { FiguresSection } from "@/components/register/ModelFigures";
import { AvailabilitySection, ModelsSection } from "@/components/register/ProductSections";
import { RecordPage } from "@/components/register/RecordPage";
import { can } from "@/lib/access";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, getLaunchGate, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Product" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/products/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.products, id));
  const gate = view.first_party && can(actor, "overlap:read") ? await getLaunchGate(actor, id) : null;
  return (
    <RecordPage
      kicker={view.first_party ? "One of our own products" : `Product of ${view.owner_name}`}
      title={view.name}
      facts={productFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="products"
      edit_href={may_write ? `/register/products/${encodeURIComponent(id)}/edit` : null}
      history={history}
    >
      {gate ? <LaunchGateSection gate={gate} /> : null}
      <ModelsSection product={view} />
      <FiguresSection product={view} />
      <AvailabilitySection product={view} />
    </RecordPage>
  );
}
