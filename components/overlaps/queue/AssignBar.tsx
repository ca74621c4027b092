"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { BulkDock, callApi } from "@/components/form";
import { Button, useToast } from "@/components/ui";
import { formatCount, formatNumber } from "@/lib/kernel/format";
import { AssignAnswer, type AssigneeView, type Seat } from "@/lib/register";
import { AssignDialog } from "./AssignDialog";
import { assignedWords, seatWords } from "./queue-words";

/** A bulk act names at most so many. */
const MOST = 1000;

export type Assignable = Partial<Record<Seat, readonly AssigneeView[]>>;

type Done = { seat: Seat; words: string; before: AssignAnswer["before"] };

export type AssignBarProps = {
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  people: Assignable;
  /** How many the query selects, and its address as the API's list takes it. */
  total: number;
  list_url: string;
};

const SEATS: readonly Seat[] = ["reviewer", "preparer"];

async function assign(seat: Seat, person: string | null, overlaps: readonly string[]) {
  const answer = await callApi("/api/v1/overlaps/assign", {
    method: "POST",
    body: { overlaps, seat, person },
  });
  if (!answer.ok)
    return { failed: answer.problem.errors?.map(({ message }) => message) ?? [answer.problem.detail ?? ""] };
  return { done: AssignAnswer.parse(answer.body) };
}

/** Keys of everything that the query selects, of all pages; null where they could not be read. */
async function readKeys(list_url: string): Promise<string[] | null> {
  const answer = await callApi(`${list_url}&limit=${MOST}`, { method: "GET" });
  return answer.ok ? (answer.body as { items: { key: string }[] }).items.map(({ key }) => key) : null;
}

/** What is done with the overlaps chosen: a seat given to one person, said with a count, and taken back again. */
export function AssignBar({ chosen, onChoose, people, total, list_url }: AssignBarProps) {
  const router = useRouter();
  const say = useToast();
  const [done, setDone] = useState<Done | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const count = formatCount(chosen.size, "overlap");
  const give = async (seat: Seat, email: string | null): Promise<string[]> => {
    const answer = await assign(seat, email, [...chosen]);
    if (answer.failed) return answer.failed;
    const name = people[seat]?.find((one) => one.email === email)?.name ?? email;
    setDone({ seat, words: assignedWords(seat, name, answer.done), before: answer.done.before });
    setFailed(null);
    onChoose(new Set());
    router.refresh();
    return [];
  };
  const undo = async ({ seat, before }: Done) => {
    for (const { person, overlaps } of before) {
      const answer = await assign(seat, person, overlaps);
      if (answer.failed) return setFailed(answer.failed.join(" "));
    }
    setDone({ seat, words: "Taken back: the seats are as they were.", before: [] });
    router.refresh();
  };
  const chooseAll = async () => {
    const keys = await readKeys(list_url);
    if (keys === null) return say("The others could not be read. Those chosen stay chosen.");
    onChoose(new Set(keys));
  };
  const said = failed ?? (chosen.size === 0 ? (done?.words ?? null) : null);
  const more =
    chosen.size < total && total <= MOST ? (
      <Button tone="text" onClick={chooseAll}>
        Choose all {formatNumber(total)}
      </Button>
    ) : null;
  return (
    <BulkDock
      label="Overlaps chosen"
      count={chosen.size > 0 ? count : null}
      said={said}
      onUndo={done && done.before.length > 0 && said === done.words ? () => undo(done) : null}
      onNone={() => onChoose(new Set())}
      more={more}
    >
      {SEATS.map((seat) =>
        people[seat] ? (
          <AssignDialog
            key={seat}
            seat={seat}
            title={`${seatWords(seat).act}: ${count}`}
            people={people[seat]}
            onGive={(email) => give(seat, email)}
          />
        ) : null,
      )}
    </BulkDock>
  );
}
