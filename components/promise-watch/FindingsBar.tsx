"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { BulkDock, callApi, GiveDialog } from "@/components/form";
import { AssignFindingsAnswer } from "@/lib/commitments";
import { formatCount } from "@/lib/kernel/format";
import { assignedFindings } from "./finding-words";

export type Owner = { email: string; name: string };

type Done = { words: string; before: AssignFindingsAnswer["before"] };

async function give(owner: string | null, findings: readonly string[]) {
  const answer = await callApi("/api/v1/findings/assign", { method: "POST", body: { findings, owner } });
  if (answer.ok) return { done: AssignFindingsAnswer.parse(answer.body) };
  return { failed: answer.problem.errors?.map(({ message }) => message) ?? [answer.problem.detail ?? ""] };
}

export type FindingsBarProps = {
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  owners: readonly Owner[];
};

/** What is done with the findings chosen: given to one person, said with a count, and taken back again. */
export function FindingsBar({ chosen, onChoose, owners }: FindingsBarProps) {
  const router = useRouter();
  const [done, setDone] = useState<Done | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const count = formatCount(chosen.size, "finding");
  const assign = async (email: string | null): Promise<string[]> => {
    const answer = await give(email, [...chosen]);
    if (answer.failed) return answer.failed;
    const name = owners.find((one) => one.email === email)?.name ?? email;
    setDone({ words: assignedFindings(name, answer.done), before: answer.done.before });
    setFailed(null);
    onChoose(new Set());
    router.refresh();
    return [];
  };
  const undo = async ({ before }: Done) => {
    for (const { owner, findings } of before) {
      const answer = await give(owner, findings);
      if (answer.failed) return setFailed(answer.failed.join(" "));
    }
    setDone({ words: "Taken back: the owners are as they were.", before: [] });
    router.refresh();
  };
  const said = failed ?? (chosen.size === 0 ? (done?.words ?? null) : null);
  return (
    <BulkDock
      label="Findings chosen"
      count={chosen.size > 0 ? count : null}
      said={said}
      onUndo={done && done.before.length > 0 && said === done.words ? () => undo(done) : null}
      onNone={() => onChoose(new Set())}
    >
      <GiveDialog
        trigger="Give an owner"
        submit="Give them"
        title={`Give an owner: ${count}`}
        description="The owner sees to the cause and the remedy, and is told of each finding."
        label="Owner"
        nobody="Nobody yet"
        people={owners}
        onGive={assign}
      />
    </BulkDock>
  );
}
