"use client";

import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

export type SelectOption = { value: string; label: string; note?: string };

export type SelectProps = {
  label: string;
  value: string;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
  /** `word`: an underlined word in a filter sentence; `button`: a control. */
  look?: "word" | "button";
  children?: ReactNode;
};

/** One of several, as a word in a sentence or as a button. In forms take SelectInput. */
export function Select({ label, value, options, onChange, look = "button", children }: SelectProps) {
  const chosen = options.find((option) => option.value === value);
  const shown = children ?? chosen?.label ?? value;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className={look === "word" ? undefined : "btn caret"}>
          <span className="vh">{label}: </span>
          {shown}
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="pop"
          align="start"
          sideOffset={6}
          collisionPadding={16}
          aria-label={label}
        >
          <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
            {options.map((option) => (
              <DropdownMenu.RadioItem key={option.value} value={option.value} className="opt-row">
                <span className="tick" aria-hidden="true" />
                {option.label}
                {option.note ? <span className="sub">{option.note}</span> : null}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
