"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

export type PopoverProps = {
  /** A single element that takes a ref: a button. */
  trigger: ReactElement;
  children: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  padded?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** A panel beside its trigger; Escape closes it and gives the focus back. */
export function Popover(props: PopoverProps) {
  const { trigger, children, label, align = "start", padded = true, open, onOpenChange } = props;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={padded ? "pop pad" : "pop"}
          align={align}
          sideOffset={6}
          collisionPadding={16}
          aria-label={label}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A technical term with its meaning in one sentence and a link to where it is explained. */
export function Term({ children, meaning, href }: { children: ReactNode; meaning: string; href?: string }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>
        <button type="button" className="term">
          {children}
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="pop text" sideOffset={6} collisionPadding={16} aria-label="What this means">
          <p>{meaning}</p>
          {href ? (
            <p>
              <a href={href}>How we know</a>
            </p>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
