import type { ReactNode } from "react";
import { type Definition, DefinitionList, LinkButton, PageHeader, Section } from "@/components/ui";
import { formatDateTime } from "@/lib/kernel/format";
import { History } from "./History";
import { RetireDialog } from "./RetireDialog";

type Meta = {
  id: string;
  version: number;
  updated_at: string;
  retired_at: string | null;
  retired_reason: string | null;
};

export type RecordPageProps = {
  kicker: ReactNode;
  title: string;
  lead?: ReactNode;
  facts: readonly Definition[];
  facts_title: string;
  meta: Meta;
  /** Below /api/v1, such as parties. */
  collection: string;
  /** Where the form is; absent where the person may not change it. */
  edit_href: string | null;
  history: Parameters<typeof History>[0]["items"];
  /** Sections between facts and history. */
  children?: ReactNode;
};

/** A record: what it is, what it rests on, what hangs together with it, what happened to it. */
export function RecordPage(props: RecordPageProps) {
  const { kicker, title, lead, facts, facts_title, meta, collection, edit_href, history, children } = props;
  const retired = meta.retired_at
    ? `Retired on ${formatDateTime(meta.retired_at)}: ${meta.retired_reason}`
    : null;
  const actions =
    edit_href && !meta.retired_at ? (
      <>
        <LinkButton href={edit_href}>Edit</LinkButton>
        <RetireDialog url={`/api/v1/${collection}/${meta.id}`} name={title} />
      </>
    ) : null;
  return (
    <>
      <PageHeader size="record" kicker={kicker} title={title} lead={retired ?? lead} actions={actions} />
      {children}
      <Section
        title={facts_title}
        text={
          <p>
            Version {meta.version}, changed {formatDateTime(meta.updated_at)}.
          </p>
        }
      >
        <DefinitionList items={facts} />
      </Section>
      <History items={history} />
    </>
  );
}
