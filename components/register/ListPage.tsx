import type { ReactNode } from "react";
import { LinkButton, PageHeader } from "@/components/ui";

/** The frame of a list: its title, and what one may do here. */
export function ListPage({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <>
      <PageHeader title={title} lead={lead} />
      {children}
    </>
  );
}

/** "Add" where the person may, else nothing. */
export function AddButton({ href, label, allowed }: { href: string; label: string; allowed: boolean }) {
  return allowed ? (
    <LinkButton href={href} tone="primary">
      {label}
    </LinkButton>
  ) : null;
}

/** How an empty list gets its first record: by hand, or from a document that holds them all. */
export function FirstRecord({ add, may_import }: { add: ReactNode; may_import: boolean }) {
  return (
    <>
      {add}
      {may_import ? <LinkButton href="/register/import">Import a document</LinkButton> : null}
    </>
  );
}
