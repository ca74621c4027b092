import { EmptyState, LinkButton, PageHeader } from "@/components/ui";

/** Before any traffic has come: what would be here, and how to get it. */
export function NoVerdict({ may_upload }: { may_upload: boolean }) {
  return (
    <>
      <PageHeader
        size="verdict"
        verdict="no_data"
        title="No data: nothing can be tested yet."
        lead="The verdict on the promise comes from the routers’ own decisions. None are stored."
      />
      <EmptyState
        title="Here would be the verdict and its evidence"
        actions={
          may_upload ? (
            <>
              <LinkButton tone="primary" href="/routing/sources">
                Load a router’s log
              </LinkButton>
              <LinkButton href="/register/import">Import a register</LinkButton>
            </>
          ) : null
        }
      >
        It takes decisions with their candidates, each with quality, cost and latency as the router saw them,
        and a register that says whose the models are.
      </EmptyState>
    </>
  );
}
