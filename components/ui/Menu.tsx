"use client";

import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import type { ReactElement } from "react";

export type MenuItem =
  | { key: string; label: string; note?: string; href: string; download?: boolean }
  | { key: string; label: string; note?: string; disabled?: boolean; onSelect: () => void };

function Entry({ item }: { item: MenuItem }) {
  const note = item.note ? <span className="sub">{item.note}</span> : null;
  if ("onSelect" in item)
    return (
      <DropdownMenu.Item className="opt-row" disabled={item.disabled} onSelect={item.onSelect}>
        {item.label}
        {note}
      </DropdownMenu.Item>
    );
  const content = (
    <>
      {item.label}
      {note}
    </>
  );
  return (
    <DropdownMenu.Item className="opt-row" asChild>
      {item.download ? (
        <a href={item.href} download>
          {content}
        </a>
      ) : (
        <Link href={item.href}>{content}</Link>
      )}
    </DropdownMenu.Item>
  );
}

/** A list of acts and links behind a button. */
export function Menu({
  trigger,
  label,
  items,
  align = "end",
}: {
  trigger: ReactElement;
  label: string;
  items: readonly MenuItem[];
  align?: "start" | "end";
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="pop"
          align={align}
          sideOffset={6}
          collisionPadding={16}
          aria-label={label}
        >
          {items.map((item) => (
            <Entry key={item.key} item={item} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
