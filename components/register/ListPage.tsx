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
