import type { Metadata } from "next";
import { productFacts } from "@/components/register/facts";
import { FiguresSection } from "@/components/register/ModelFigures";
import { AvailabilitySection, ModelsSection } from "@/components/register/ProductSections";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Product" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/products/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.products, id));
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
      <ModelsSection product={view} />
      <FiguresSection product={view} />
      <AvailabilitySection product={view} />
    </RecordPage>
  );
}
