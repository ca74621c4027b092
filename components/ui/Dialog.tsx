"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

export type DialogProps = {
  title: string;
  description?: ReactNode;
  /** Opens it; or control it with `open`. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  wide?: boolean;
  children: ReactNode;
};

/** Asks before going on. The focus stays inside and returns to where it came from. */
export function Dialog({ title, description, trigger, open, onOpenChange, wide, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content
          className={wide ? "dlg wide" : "dlg"}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <Radix.Title asChild>
            <h2>{title}</h2>
          </Radix.Title>
          {description ? (
            <Radix.Description asChild>
              <div className="desc">{description}</div>
            </Radix.Description>
          ) : null}
          <div className="body">{children}</div>
          <Radix.Close className="x" aria-label="Close">
            ×
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A button inside a dialog that closes it. */
export const DialogClose = ({ children }: { children: ReactElement }) => (
  <Radix.Close asChild>{children}</Radix.Close>
);
