"use client";

import { Button, type ButtonTone } from "./Button";
import { useToast } from "./Toast";

/** Copies a text, or the address of this page when none is given, and says so. */
export function CopyButton({
  text,
  label,
  done,
  tone,
}: {
  text?: string;
  label: string;
  done: string;
  tone?: ButtonTone;
}) {
  const say = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text ?? window.location.href);
      say(done);
    } catch {
      say("This browser did not allow copying.");
    }
  };
  return (
    <Button tone={tone} onClick={copy}>
      {label}
    </Button>
  );
}
