import type { ReactNode } from "react";
import { Button } from "@/components/ui";

export type BulkDockProps = {
  /** What the bar is called, and how many are chosen, in words; null: none. */
  label: string;
  count: string | null;
  /** What came of the last act; with `onUndo` it can be taken back. */
  said: string | null;
  onUndo: (() => void) | null;
  onNone: () => void;
  /** More to choose, and what is done with those chosen. */
  more?: ReactNode;
  children: ReactNode;
};

/** What is done with the rows of a table that are chosen, and what came of it. */
export function BulkDock({ label, count, said, onUndo, onNone, more, children }: BulkDockProps) {
  return (
    <div className="bulk-dock">
      <p className={said === null ? undefined : "bulk"} role="status">
        {said}
        {onUndo ? (
          <Button tone="text" onClick={onUndo}>
            Undo
          </Button>
        ) : null}
      </p>
      {count !== null ? (
        <section className="bulk" aria-label={label}>
          <b>{count} chosen</b>
          {more}
          <span className="grow" />
          {children}
          <Button tone="quiet" onClick={onNone}>
            Choose none
          </Button>
        </section>
      ) : null}
    </div>
  );
}
