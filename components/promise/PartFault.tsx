import Link from "next/link";
import { EmptyState, Section } from "@/components/ui";

/** One part could not be read; the others stand. */
export function PartFault({ number, title, search }: { number: number; title: string; search: string }) {
  return (
    <Section number={number} title={title}>
      <EmptyState title="This part could not be computed just now." level={3}>
        The rest of the page does not depend on it. <Link href={search}>Ask again</Link>.
      </EmptyState>
    </Section>
  );
}
