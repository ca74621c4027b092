"use client";

import { useState } from "react";
import { Button, Dialog } from "@/components/ui";

/** Instead of an address: nobody in particular. */
const NOBODY = "nobody";
const SHOWN = 8;

export type GiveDialogProps = {
  /** What the button says that opens it, and the one that gives. */
  trigger: string;
  submit: string;
  title: string;
  description: string;
  /** What the choice is called, and that of nobody. */
  label: string;
  nobody: string;
  people: readonly { email: string; name: string }[];
  /** Gives it, to nobody by null; the faults, or none. */
  onGive: (email: string | null) => Promise<string[]>;
};

/** Asks to whom several things are given. What stands against it is said for each of them, and then nothing has changed. */
export function GiveDialog(props: GiveDialogProps) {
  const { trigger, submit: act, title, description, label, nobody, people, onGive } = props;
  const [open, setOpen] = useState(false);
  const [who, setWho] = useState("");
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const submit = async () => {
    setBusy(true);
    const found = await onGive(who === NOBODY ? null : who);
    setBusy(false);
    setFaults(found);
    if (found.length === 0) setOpen(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => {
        setFaults([]);
        setWho("");
        setOpen(now);
      }}
      trigger={<Button>{trigger}</Button>}
      title={title}
      description={description}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {faults.length > 0 ? (
          <div className="problem" role="alert">
            <p>Nothing was changed.</p>
            <ul>
              {faults.slice(0, SHOWN).map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
            {faults.length > SHOWN ? <p>And {faults.length - SHOWN} more.</p> : null}
          </div>
        ) : null}
        <label className="fld">
          <span className="label">{label}</span>
          <select className="inp" required value={who} onChange={(event) => setWho(event.target.value)}>
            <option value="">Choose who</option>
            <option value={NOBODY}>{nobody}</option>
            {people.map(({ email, name }) => (
              <option key={email} value={email}>
                {name} ({email})
              </option>
            ))}
          </select>
        </label>
        <div className="flex gap-3">
          <Button type="submit" tone="primary" disabled={busy}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
