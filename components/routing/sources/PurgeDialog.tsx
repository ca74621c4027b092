"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import {
  callApi,
  type FieldErrors,
  fieldErrors,
  type ProblemBody,
  Textarea,
  TextInput,
} from "@/components/form";
import { Button, Dialog, useToast } from "@/components/ui";
import { formatCount } from "@/lib/kernel/format";
import { PurgePreview } from "@/lib/routing";
import { purgeDone, purgePreviewWords } from "./purge-words";

export type PurgeDialogProps = {
  /** The route that purges. */
  url: string;
  label: string;
  title: string;
  /** A source is purged from a time on; a delivery as a whole. */
  asks_from: boolean;
};

type Values = { from: string; reason: string };
const EMPTY: Values = { from: "", reason: "" };

/** The two calls: what would go, and then exactly that. */
function usePurge({ url, asks_from }: PurgeDialogProps, onDone: (decisions: number) => void) {
  const [values, setValues] = useState(EMPTY);
  const [preview, setPreview] = useState<PurgePreview | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [busy, setBusy] = useState(false);
  const call = async (more: Record<string, unknown>) => {
    setBusy(true);
    setErrors({});
    setProblem(null);
    const { from, reason } = values;
    const body = { reason: reason.trim(), ...(asks_from ? { from: from.trim() } : {}), ...more };
    const result = await callApi(url, { method: "POST", body });
    setBusy(false);
    if (result.ok) return result.body;
    setErrors(fieldErrors(result.problem.errors));
    setProblem(result.problem);
    setPreview(null);
    return null;
  };
  const count = async () => {
    const read = PurgePreview.safeParse(await call({ dry_run: true }));
    if (read.success) setPreview(read.data);
  };
  const purge = async () => {
    const decisions = preview?.decisions ?? 0;
    if ((await call({ decisions })) !== null) onDone(decisions);
  };
  const field = (name: keyof Values) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues((all) => ({ ...all, [name]: value })),
    ...(errors[name] ? { error: errors[name] } : {}),
  });
  const clear = () => {
    setValues(EMPTY);
    setPreview(null);
    setErrors({});
    setProblem(null);
  };
  return { field, preview, problem, errors, busy, count, purge, back: () => setPreview(null), clear };
}

type Purge = ReturnType<typeof usePurge>;

function Ask({ state, asks_from, form_id }: { state: Purge; asks_from: boolean; form_id: string }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!state.busy) void state.count();
  };
  const general = state.problem && Object.keys(state.errors).length === 0 ? state.problem : null;
  return (
    <form id={form_id} className="grid gap-4" noValidate onSubmit={submit}>
      {general ? (
        <div className="errsum" role="alert">
          <h2>{general.title}</h2>
          <p>{general.detail}</p>
        </div>
      ) : null}
      {asks_from ? (
        <TextInput
          {...state.field("from")}
          label="From"
          required
          placeholder="2026-05-01 or 2026-05-01T09:30:00Z"
          help="Decisions that occurred then or later go. A day begins at midnight UTC."
        />
      ) : null}
      <Textarea
        {...state.field("reason")}
        label="Reason"
        required
        help="The ledger and the audit log keep it."
      />
      <div className="acts">
        <Button type="submit" tone="primary" aria-disabled={state.busy || undefined}>
          Count what would go
        </Button>
      </div>
    </form>
  );
}

function Confirm({ state, preview }: { state: Purge; preview: PurgePreview }) {
  const nothing = preview.decisions === 0 && preview.batch === null;
  const words = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone: whoever cannot see the dialog hears what would go.
  useEffect(() => words.current?.focus(), []);
  return (
    <div className="grid gap-4">
      <p ref={words} tabIndex={-1}>
        {purgePreviewWords(preview)}
      </p>
      <p className="note">Reason: {state.field("reason").value}</p>
      <div className="acts">
        {nothing ? null : (
          <Button tone="primary" disabled={state.busy} onClick={state.purge}>
            Purge {formatCount(preview.decisions, "decision")}
          </Button>
        )}
        <Button disabled={state.busy} onClick={state.back}>
          Back
        </Button>
      </div>
    </div>
  );
}

/** Takes traffic out of the figures in two steps: the reason and an exact count first, then the act itself. */
export function PurgeDialog(props: PurgeDialogProps) {
  const router = useRouter();
  const say = useToast();
  const form_id = useId();
  const [open, setOpen] = useState(false);
  const state = usePurge(props, (decisions) => {
    setOpen(false);
    state.clear();
    say(purgeDone(decisions));
    router.refresh();
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) state.clear();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={<Button>{props.label}</Button>}
      title={props.title}
      description="The decisions leave every figure for good. What went stays in the ledger and the audit log, as a number and a digest."
    >
      {state.preview ? (
        <Confirm state={state} preview={state.preview} />
      ) : (
        <Ask state={state} asks_from={props.asks_from} form_id={form_id} />
      )}
    </Dialog>
  );
}
