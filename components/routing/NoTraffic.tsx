import { EmptyState, LinkButton, PageHeader } from "@/components/ui";

/** What stands on a page about traffic before any has come. */
export function NoTraffic({ title, may_upload }: { title: string; may_upload: boolean }) {
  const actions = may_upload ? (
    <LinkButton tone="primary" href="/routing/sources">
      Load a router's log
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title={title} />
      <EmptyState title="No routing decision has been delivered yet" actions={actions}>
        As soon as a gateway posts its log, or somebody uploads a file of it, this page shows who gets the
        traffic.
      </EmptyState>
    </>
  );
}
