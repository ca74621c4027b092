"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { callApi, type ProblemBody } from "@/components/form";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Button, Section } from "@/components/ui";
import { formatNumber } from "@/lib/kernel/format";
import { ImportAnswer, type ImportChange, inWords } from "@/lib/register";

type Outcome =
  | { kind: "idle" }
  | { kind: "working"; dry_run: boolean }
  | { kind: "refused"; problem: ProblemBody }
  | { kind: "done"; dry_run: boolean; answer: ImportAnswer };

type Row = { name: string; created: number; updated: number; unchanged: number };

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: "name", header: "List", cell: (row) => inWords(row.name) },
  { id: "created", header: "New", align: "right", cell: (row) => formatNumber(row.created) },
  { id: "updated", header: "Changed", align: "right", cell: (row) => formatNumber(row.updated) },
  { id: "unchanged", header: "As before", align: "right", cell: (row) => formatNumber(row.unchanged) },
];

const rowsOf = ({ created, updated, unchanged }: ImportAnswer): Row[] =>
  [...new Set([...Object.keys(created), ...Object.keys(updated), ...Object.keys(unchanged)])].map((name) => ({
    name,
    created: created[name] ?? 0,
    updated: updated[name] ?? 0,
    unchanged: unchanged[name] ?? 0,
  }));

const notJson = (error: unknown): ProblemBody => ({
  type: "bad_request",
  title: "The document is not JSON",
  status: 400,
  detail: error instanceof Error ? error.message : "It could not be read.",
});

/** Paste or choose a document, see what it would change, then import it. */
export function ImportForm() {
  const id = useId();
  const router = useRouter();
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  const working = outcome.kind === "working";
  const tried = outcome.kind === "done" && outcome.dry_run;
  const send = async (dry_run: boolean) => {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch (error) {
      return setOutcome({ kind: "refused", problem: notJson(error) });
    }
    setOutcome({ kind: "working", dry_run });
    const result = await callApi(`/api/v1/import/register?detail=true&dry_run=${dry_run}`, {
      method: "POST",
      body,
    });
    if (!result.ok) return setOutcome({ kind: "refused", problem: result.problem });
    setOutcome({ kind: "done", dry_run, answer: ImportAnswer.parse(result.body) });
    if (!dry_run) router.refresh();
  };
  const change = (next: string) => {
    setText(next);
    setOutcome({ kind: "idle" });
  };
  return (
    <>
      <form className="form wide" onSubmit={(event) => event.preventDefault()}>
        <div className="fld">
          <label htmlFor={`${id}-file`}>Choose a file</label>
          <input
            id={`${id}-file`}
            className="inp"
            type="file"
            accept="application/json,.json"
            onChange={async (event) => change((await event.target.files?.[0]?.text()) ?? "")}
          />
        </div>
        <div className="fld">
          <label htmlFor={`${id}-text`}>or paste it here</label>
          <textarea
            id={`${id}-text`}
            className="inp mono"
            rows={14}
            value={text}
            spellCheck={false}
            onChange={(event) => change(event.target.value)}
          />
        </div>
        <div className="submit">
          <Button
            tone={tried ? "plain" : "primary"}
            disabled={text.trim() === "" || working}
            onClick={() => send(true)}
          >
            Dry run
          </Button>
          <Button tone={tried ? "primary" : "plain"} disabled={!tried || working} onClick={() => send(false)}>
            Import
          </Button>
          <span className="state" role="status">
            {working ? (outcome.dry_run ? "Trying" : "Importing") : tried ? "Nothing is changed yet" : ""}
          </span>
        </div>
      </form>
      <ImportOutcome outcome={outcome} />
    </>
  );
}

function ImportOutcome({ outcome }: { outcome: Outcome }) {
  if (outcome.kind === "refused") {
    const { problem } = outcome;
    return (
      <div className="errsum mt-6" role="alert">
        <h2>{problem.title}. Nothing was changed.</h2>
        {problem.errors ? (
          <ul>
            {problem.errors.map((error) => (
              <li key={`${error.pointer} ${error.message}`}>
                <span className="mono">{error.pointer || "/"}</span>: {error.message}
              </li>
            ))}
          </ul>
        ) : (
          <p>{problem.detail}</p>
        )}
      </div>
    );
  }
  if (outcome.kind !== "done") return null;
  return (
    <Section title={outcome.dry_run ? "This is what would change." : "Imported."}>
      <SimpleTable
        label="What the document changes"
        columns={COLUMNS}
        rows={rowsOf(outcome.answer)}
        row_key={(row) => row.name}
        empty={<p className="mute">The document mentions nothing.</p>}
      />
      <Changes changes={outcome.answer.changes ?? []} />
    </Section>
  );
}

const SHOWN = 200;

/** Each record that is new or changes, with the fields that do. */
function Changes({ changes }: { changes: readonly ImportChange[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="history mt-6">
      {changes.slice(0, SHOWN).map(({ list, key, change, fields }) => (
        <li key={`${list} ${key}`}>
          <span className="mute">{inWords(list)}</span> <span className="mono">{key}</span>{" "}
          <span className="soft">
            {change === "created" ? "new" : `changes in ${fields.map(inWords).join(", ")}`}
          </span>
        </li>
      ))}
      {changes.length > SHOWN ? (
        <li className="mute">and {formatNumber(changes.length - SHOWN)} more</li>
      ) : null}
    </ul>
  );
}
