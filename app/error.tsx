"use client";

import { Button, ErrorState, LinkButton } from "@/components/ui";

export default function ErrorPage({ reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="alone">
      <ErrorState
        title="This page could not be shown."
        actions={
          <>
            <Button tone="primary" onClick={reset}>
              Try again
            </Button>
            <LinkButton href="/">Go to the start</LinkButton>
          </>
        }
      >
        The fault is ours and was logged. Nothing was changed.
      </ErrorState>
    </main>
  );
}
