"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/form";
import { Button, Dialog } from "@/components/ui";
import { AssignFindingsAnswer } from "@/lib/commitments";
import { formatCount } from "@/lib/kernel/format";
import { assignedFindings } from "./finding-words";

export type Owner = { email: string; name: string };

/** Instead of an address: nobody in particular. */
const NOBODY = "nobody";

type Done = { words: string; before: AssignFindingsAnswer["before"] };

async function give(owner: string | null, findings: readonly string[]) {
  const answer = await callApi("/api/v1/findings/assign", { method: "POST", body: { findings, owner } });
  if (answer.ok) return { done: AssignFindingsAnswer.parse(answer.body) };
  return { failed: answer.problem.errors?.map(({ message }) => message) ?? [answer.problem.detail ?? ""] };
}

type DialogProps = {
  count: string;
  owners: readonly Owner[];
  /** Gives them; the faults, or none. */
  onGive: (email: string | null) => Promise<string[]>;
};

function OwnerDialog({ count, owners, onGive }: DialogProps) {
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
      trigger={<Button>Give an owner</Button>}
      title={`Give an owner: ${count}`}
      description="The owner sees to the cause and the remedy, and is told of each finding."
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
          </div>
        ) : null}
        <label className="fld">
          <span className="label">Owner</span>
          <select className="inp" required value={who} onChange={(event) => setWho(event.target.value)}>
            <option value="">Choose who</option>
            <option value={NOBODY}>Nobody yet</option>
            {owners.map(({ email, name }) => (
              <option key={email} value={email}>
                {name} ({email})
              </option>
            ))}
          </select>
        </label>
        <div className="flex gap-3">
          <Button type="submit" tone="primary" disabled={busy}>
            Give them
          </Button>
        </div>
      </form>
    </Dialog>
  );
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
    <div className="bulk-dock">
      <p className={said === null ? undefined : "bulk"} role="status">
        {said}
        {done && done.before.length > 0 && said === done.words ? (
          <Button tone="text" onClick={() => undo(done)}>
            Undo
          </Button>
        ) : null}
      </p>
      {chosen.size > 0 ? (
        <section className="bulk" aria-label="Findings chosen">
          <b>{count} chosen</b>
          <span className="grow" />
          <OwnerDialog count={count} owners={owners} onGive={assign} />
          <Button tone="quiet" onClick={() => onChoose(new Set())}>
            Choose none
          </Button>
        </section>
      ) : null}
    </div>
  );
}
