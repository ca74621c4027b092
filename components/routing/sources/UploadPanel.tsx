"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui";
import { formatBytes, formatPercent } from "@/lib/kernel/format";
import { FILE_FORMATS, type FileFormat, formatLabel, type IngestAnswer } from "@/lib/routing";
import { FILE_ENDINGS, fileKind, logPath, type SendResult, sendFile } from "./send-file";
import { UploadResult } from "./UploadResult";

type State =
  | { kind: "waiting" }
  | { kind: "sending"; name: string; size: number; fraction: number; cancel: () => void }
  | { kind: "done"; name: string; answer: IngestAnswer; replayed: boolean }
  | { kind: "refused"; name: string; title: string; detail: string };

const NO_FORMAT = {
  title: "This file is of no kind that can be read",
  detail:
    "Take one JSON record a line (.ndjson, .jsonl), a JSON array (.json), Parquet (.parquet) or, in our own format, CSV with a header row (.csv); each also as .gz or .zst.",
};

const outcome = (name: string, result: SendResult): State => {
  if (result.ok === null) return { kind: "waiting" };
  if (result.ok) return { kind: "done", name, answer: result.answer, replayed: result.replayed };
  const { title, detail, errors } = result.problem;
  return { kind: "refused", name, title, detail: detail ?? errors?.[0]?.message ?? "Nothing was stored." };
};

function Sending({ state }: { state: Extract<State, { kind: "sending" }> }) {
  const sent = state.fraction >= 1;
  return (
    <div className="grid gap-3" aria-live="polite">
      <p>
        <b>{state.name}</b>{" "}
        {sent
          ? "is sent; it is being stored."
          : `${formatPercent(state.fraction, 0)} of ${formatBytes(state.size)}`}
      </p>
      <progress className="vh" max={1} value={state.fraction} aria-label={`Sending ${state.name}`} />
      <div className="meter" aria-hidden="true">
        <i style={{ width: `${state.fraction * 100}%` }} />
      </div>
      <div>
        <Button onClick={state.cancel}>Cancel</Button>
      </div>
    </div>
  );
}

type ChoiceProps = {
  id: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
};

function Choice({ id, label, value, options, onChange }: ChoiceProps) {
  return (
    <div className="fld min-w-60 max-w-80">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="inp" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Takes a router's log by hand: chosen or dropped, sent with progress, and what became of it line by line. */
export function UploadPanel({ sources }: { sources: readonly { key: string; name: string }[] }) {
  const router = useRouter();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState(sources[0]?.key ?? "");
  const [format, setFormat] = useState<FileFormat>("native");
  const [state, setState] = useState<State>({ kind: "waiting" });
  const [over, setOver] = useState(false);
  const send = async (file: File | undefined) => {
    if (!file || state.kind === "sending") return;
    const kind = fileKind(file.name, format);
    if (!kind) return setState({ kind: "refused", name: file.name, ...NO_FORMAT });
    const show = (fraction: number) =>
      setState({ kind: "sending", name: file.name, size: file.size, fraction, cancel });
    const { result, cancel } = sendFile(file, kind, logPath(file.name, kind, { source, format }), show);
    show(0);
    setState(outcome(file.name, await result));
    if (input.current) input.current.value = "";
    router.refresh();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-6">
        {sources.length > 1 ? (
          <Choice
            id={`${id}-source`}
            label="Traffic source"
            value={source}
            options={sources.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={setSource}
          />
        ) : null}
        <Choice
          id={`${id}-format`}
          label="Records of"
          value={format}
          options={FILE_FORMATS.map((value) => ({ value, label: formatLabel(value) }))}
          onChange={(value) => setFormat(FILE_FORMATS.find((known) => known === value) ?? "native")}
        />
      </div>
      <section
        className="drop"
        aria-label="File to load"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {state.kind === "sending" ? (
          <Sending state={state} />
        ) : (
          <div className="grid gap-3 justify-items-center">
            <p>
              Drop a log here: {format === "native" ? "CSV, " : ""}NDJSON, JSON or Parquet, plain or
              compressed
            </p>
            <Button onClick={() => input.current?.click()}>Choose a file</Button>
          </div>
        )}
        <input
          ref={input}
          type="file"
          className="vh"
          tabIndex={-1}
          aria-label="File of routing decisions"
          accept={FILE_ENDINGS.join(",")}
          onChange={(event) => void send(event.target.files?.[0])}
        />
      </section>
      {state.kind === "done" ? <UploadResult {...state} /> : null}
      {state.kind === "refused" ? (
        <div className="errsum" role="alert">
          <h2>
            {state.name}: {state.title}
          </h2>
          <p>{state.detail}</p>
        </div>
      ) : null}
    </div>
  );
}
