import type { Metadata } from "next";
import Link from "next/link";
import { sourceFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { Section } from "@/components/ui";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { formatCount } from "@/lib/kernel/format";
import { entities, factsOfSource, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Source" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/sources/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.sources, id));
  const facts = await factsOfSource(actor, meta.id);
  return (
    <RecordPage
      kicker="Document that states facts"
      title={view.title}
      facts={sourceFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="sources"
      edit_href={may_write ? `/register/sources/${encodeURIComponent(id)}/edit` : null}
      history={history}
    >
      <Section
        title={
          facts.length === 0
            ? "Nothing rests on it."
            : `${formatCount(facts.length, "fact rests", "facts rest")} on it.`
        }
      >
        <ul className="history">
          {facts.map((fact) => (
            <li key={fact.href}>
              <span className="mute">{fact.kind}</span> <Link href={fact.href}>{fact.label}</Link>
            </li>
          ))}
        </ul>
      </Section>
    </RecordPage>
  );
}
