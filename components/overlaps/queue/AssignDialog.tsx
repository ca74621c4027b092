"use client";

import { GiveDialog } from "@/components/form";
import type { AssigneeView, Seat } from "@/lib/register";
import { seatWords } from "./queue-words";

const WHY: Record<Seat, string> = {
  reviewer: "They find it among what waits for them once somebody asks for a review; others do not.",
  preparer: "They are asked to prepare the review, in place of the managers of its partners.",
};

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
  const { act, free } = seatWords(seat);
  return (
    <GiveDialog
      trigger={act}
      submit={act}
      title={title}
      description={WHY[seat]}
      label="Who"
      nobody={free}
      people={people}
      onGive={onGive}
    />
  );
}
