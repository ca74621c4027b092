"use client";

import { type FormEvent, useState } from "react";
import { TextInput } from "@/components/form";
import { Button, Popover } from "@/components/ui";
import type { ReadShare } from "@/lib/reports";

export type ShareWordProps = {
  label: string;
  /** The share as the sentence says it. */
  word: string;
  /** As the address holds it. */
  value: string;
  help: string;
  read: (typed: string) => ReadShare;
  onTake: (value: string) => void;
};

/** A share as a word of the sentence: a field of its own, which says what was understood and what is wrong. */
export function ShareWord(props: ShareWordProps) {
  const { label, word } = props;
  const [open, setOpen] = useState(false);
  const trigger = (
    <button type="button">
      <span className="vh">{label}: </span>
      {word}
    </button>
  );
  return (
    <Popover label={label} trigger={trigger} open={open} onOpenChange={setOpen}>
      <ShareForm {...props} onClose={() => setOpen(false)} />
    </Popover>
  );
}

/** Mounted anew whenever it is opened: it begins with what stands in the address. */
function ShareForm({ label, value, help, read, onTake, onClose }: ShareWordProps & { onClose: () => void }) {
  const [typed, setTyped] = useState(value);
  const [refused, setRefused] = useState(false);
  const found = read(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ("error" in found) return setRefused(true);
    onClose();
    onTake(found.value);
  };
  return (
    <form className="grid gap-3 w-72 max-w-full" onSubmit={submit} noValidate>
      <TextInput
        name="share"
        label={label}
        value={typed}
        required
        help={help}
        understood={"error" in found ? "" : `Understood: ${found.words}`}
        onChange={setTyped}
        {...(refused && "error" in found ? { error: found.error } : {})}
      />
      <Button tone="primary" type="submit">
        Judge by this
      </Button>
    </form>
  );
}
