"use client";

import { Button, ErrorState } from "@/components/ui";

export default function BoardError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="alone-inside">
      <h1 className="vh">This page could not be shown</h1>
      <ErrorState
        title="This page could not be shown."
        actions={
          <Button tone="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        A store may not be answering just now. Nothing was changed.
        {error.digest ? ` The fault was logged as ${error.digest}.` : ""}
      </ErrorState>
    </div>
  );
}
