"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Button } from "@/components/ui";
import { formatBytes, formatCount, formatNumber, formatPercent } from "@/lib/kernel/format";
import type { IngestAnswer } from "@/lib/routing";
import { type UploadOutcome, uploadFile } from "./upload";

type State =
  | { kind: "idle" }
  | { kind: "sending"; name: string; size: number; fraction: number }
  | UploadOutcome;
type Fault = IngestAnswer["errors"][number];

const FAULTS: readonly TableColumn<Fault>[] = [
  { id: "line", header: "Line", align: "right", cell: (row) => formatNumber(row.line) },
  { id: "pointer", header: "Field", cell: (row) => <span className="mono">{row.pointer || "/"}</span> },
  { id: "message", header: "What is wrong", wide: true, cell: (row) => row.message },
];

/** Chooses or drops a file of decisions and delivers it, with progress; what was not taken is named by line. */
export function Upload({ source }: { source: string }) {
  const id = useId();
  const router = useRouter();
  const abort = useRef<AbortController | null>(null);
  const [state, setState] = useState<State>({ kind: "idle" });
  const send = async (file: File | undefined) => {
    if (!file || state.kind === "sending") return;
    const controller = new AbortController();
    abort.current = controller;
    const show = (fraction: number) =>
      setState({ kind: "sending", name: file.name, size: file.size, fraction });
    show(0);
    setState(await uploadFile(source, file, show, controller.signal));
    router.refresh();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void send(event.dataTransfer.files[0]);
  };
  return (
    <div className="upload">
      <fieldset
        className="drop"
        aria-label="File of decisions"
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
      >
        <label htmlFor={id}>Drop a file here, or choose one: CSV or NDJSON, also gzipped.</label>
        <input
          id={id}
          className="inp"
          type="file"
          accept=".csv,.ndjson,.jsonl,.gz,text/csv,application/x-ndjson"
          disabled={state.kind === "sending"}
          onChange={(event) => send(event.target.files?.[0])}
        />
      </fieldset>
      <div role="status">
        <Progress state={state} onCancel={() => abort.current?.abort()} />
      </div>
    </div>
  );
}

function Progress({ state, onCancel }: { state: State; onCancel: () => void }) {
  if (state.kind === "idle") return null;
  if (state.kind === "cancelled") return <p>Cancelled. Nothing was stored.</p>;
  if (state.kind === "sending") {
    const sent = state.fraction >= 1;
    return (
      <p className="flex flex-wrap items-center gap-3">
        <progress value={state.fraction} max={1} aria-label="Sent" />
        {sent
          ? "Sent; it is being stored."
          : `${state.name}, ${formatPercent(state.fraction, 0)} of ${formatBytes(state.size)}`}
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </p>
    );
  }
  if (state.kind === "refused")
    return (
      <div className="errsum" role="alert">
        <h2>{state.problem.title}</h2>
        <p>{state.problem.detail}</p>
      </div>
    );
  const { answer, replayed } = state;
  return (
    <>
      <p>
        <b>
          {replayed
            ? "This very file came before; nothing changed."
            : `${formatCount(answer.accepted, "decision")} stored.`}
        </b>{" "}
        {formatNumber(answer.received)} received, {formatNumber(answer.duplicate)} stored before,{" "}
        {formatNumber(answer.rejected)} not taken.
      </p>
      {answer.errors.length > 0 ? (
        <SimpleTable
          label="Lines not taken"
          tight
          columns={FAULTS}
          rows={answer.errors}
          row_key={(row) => `${row.line}${row.pointer}`}
          cards={2}
        />
      ) : null}
    </>
  );
}
