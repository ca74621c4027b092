"use client";

import { useState } from "react";
import { Button, Dialog } from "@/components/ui";
import type { AssigneeView, Seat } from "@/lib/register";
import { seatWords } from "./queue-words";

const WHY: Record<Seat, string> = {
  reviewer: "They find it among what waits for them once somebody asks for a review; others do not.",
  preparer: "They are asked to prepare the review, in place of the managers of its partners.",
};

/** Instead of an address: nobody in particular. */
const NOBODY = "nobody";

/** Asks to whom a seat is given. What stands against it is said for each overlap, and then nothing has changed. */
export function AssignDialog({
  seat,
  title,
  people,
  onGive,
}: {
  seat: Seat;
  title: string;
  people: readonly AssigneeView[];
  /** Gives it; the faults, or none. */
  onGive: (email: string | null) => Promise<string[]>;
}) {
  const [open, setOpen] = useState(false);
  const [who, setWho] = useState("");
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const { act, free } = seatWords(seat);
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
      trigger={<Button>{act}</Button>}
      title={title}
      description={WHY[seat]}
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
              {faults.slice(0, 8).map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
            {faults.length > 8 ? <p>And {faults.length - 8} more.</p> : null}
          </div>
        ) : null}
        <label className="fld">
          <span className="label">Who</span>
          <select className="inp" required value={who} onChange={(event) => setWho(event.target.value)}>
            <option value="">Choose who</option>
            <option value={NOBODY}>{free}</option>
            {people.map((person) => (
              <option key={person.email} value={person.email}>
                {person.name} ({person.email})
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
