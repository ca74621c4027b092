"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import type { ProblemBody } from "@/components/form";
import { callApi, ErrorSummary, SubmitRow, useUnsavedGuard } from "@/components/form";
import { ScrollArea } from "@/components/table";
import { useToast } from "@/components/ui";
import type { NotificationChoices } from "@/lib/register";

type Choice = NotificationChoices["items"][number];
type Place = "in_app" | "in_digest";

const PLACES: readonly { place: Place; label: string }[] = [
  { place: "in_app", label: "In the app" },
  { place: "in_digest", label: "In the digest" },
];

const bodyOf = (choices: readonly Choice[]) => ({
  choices: choices.map(({ kind, in_app, in_digest }) => ({ kind, in_app, in_digest })),
});

function Row({ choice, onChange }: { choice: Choice; onChange: (place: Place, on: boolean) => void }) {
  return (
    <tr>
      <th scope="row">
        {choice.label}
        <small>{choice.told}</small>
      </th>
      {PLACES.map(({ place, label }) => (
        <td key={place}>
          <label className="chk bare">
            <input
              type="checkbox"
              checked={choice[place]}
              onChange={(event) => onChange(place, event.target.checked)}
            />
            <span className="vh">
              {choice.label}, {label.toLowerCase()}
            </span>
          </label>
        </td>
      ))}
    </tr>
  );
}

/** What the reader is told, and where. */
export function ChoicesForm({ choices: given }: { choices: readonly Choice[] }) {
  const router = useRouter();
  const say = useToast();
  const summary = useRef<HTMLDivElement>(null);
  const [saved, setSaved] = useState(given);
  const [choices, setChoices] = useState(given);
  const [state, setState] = useState<"idle" | "sending">("idle");
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const changed = choices.filter((choice, at) => JSON.stringify(choice) !== JSON.stringify(saved[at]));
  useUnsavedGuard(changed.length > 0);

  const change = (kind: Choice["kind"], place: Place, on: boolean) =>
    setChoices((all) => all.map((choice) => (choice.kind === kind ? { ...choice, [place]: on } : choice)));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state === "sending") return;
    setState("sending");
    const answer = await callApi("/api/v1/notifications/choices", { method: "PUT", body: bodyOf(changed) });
    setState("idle");
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return summary.current?.focus();
    setSaved(choices);
    say("Saved.");
    router.refresh();
  };
  return (
    <form className="form wide" noValidate onSubmit={submit}>
      <ErrorSummary problem={problem} errors={{}} labels={{}} summary={summary} />
      <ScrollArea label="What you are told">
        <table className="tbl choices">
          <thead>
            <tr>
              <th scope="col">What</th>
              {PLACES.map(({ place, label }) => (
                <th key={place} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {choices.map((choice) => (
              <Row
                key={choice.kind}
                choice={choice}
                onChange={(place, on) => change(choice.kind, place, on)}
              />
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <SubmitRow
        label="Save"
        sending={state === "sending"}
        note={changed.length > 0 ? "Not saved yet" : undefined}
      />
    </form>
  );
}
