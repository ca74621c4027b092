"use client";

import type { ReactNode } from "react";
import { Button, type ButtonTone, Dialog, DialogClose } from "@/components/ui";

export type ConfirmActProps = {
  /** On the button that opens, and on the one that acts. */
  label: string;
  /** The same with whom it concerns, for those who hear one button at a time. */
  spoken: string;
  title: string;
  /** What follows from it. */
  children: ReactNode;
  tone?: ButtonTone;
  busy: boolean;
  onConfirm: () => void;
};

/** An act that somebody else will feel at once: says what follows, then asks. */
export function ConfirmAct({
  label,
  spoken,
  title,
  children,
  tone = "plain",
  busy,
  onConfirm,
}: ConfirmActProps) {
  return (
    <Dialog
      trigger={
        <Button size="small" tone={tone} disabled={busy} aria-label={spoken}>
          {label}
        </Button>
      }
      title={title}
      description={children}
    >
      <div className="acts">
        <DialogClose>
          <Button tone="primary" onClick={onConfirm}>
            {label}
          </Button>
        </DialogClose>
        <DialogClose>
          <Button>Leave it</Button>
        </DialogClose>
      </div>
    </Dialog>
  );
}
