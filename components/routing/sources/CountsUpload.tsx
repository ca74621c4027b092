"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui";
import type { IngestAnswer } from "@/lib/routing";
import { countsKind, countsWords } from "./counts-file";
import { LineErrors } from "./LineErrors";
import { sendFile, UNREADABLE } from "./send-file";

type State =
  | { kind: "waiting" }
  | { kind: "sending"; name: string }
  | { kind: "done"; name: string; answer: IngestAnswer }
  | { kind: "refused"; name: string; detail: string };

const NO_KIND =
  "Take a JSON array (.json), JSON lines (.ndjson, .jsonl) or CSV (.csv); each also as .gz or .zst.";
const UNKNOWN = "The server did not answer. Send the file again: what is known already changes nothing.";

async function sendCounts(file: File, source: string): Promise<State> {
  const kind = countsKind(file.name);
  if (!kind) return { kind: "refused", name: file.name, detail: NO_KIND };
  const query = new URLSearchParams({ source, file_name: file.name.slice(0, 255) });
  const sent = await sendFile(file, kind, `/api/v1/ingest/counts?${query}`).result;
  if (sent.ok) return { kind: "done", name: file.name, answer: sent.answer };
  const problem = sent.ok === false && sent.problem !== UNREADABLE ? sent.problem : null;
  return { kind: "refused", name: file.name, detail: problem?.detail ?? UNKNOWN };
}

/** Takes a partner's own export by hand, and says what became of it row by row. */
export function CountsUpload({ source }: { source: string }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>({ kind: "waiting" });
  const send = async (file: File | undefined) => {
    if (!file || state.kind === "sending") return;
    setState({ kind: "sending", name: file.name });
    setState(await sendCounts(file, source));
    if (input.current) input.current.value = "";
    router.refresh();
  };
  return (
    <div className="grid gap-3">
      <div className="acts">
        <Button disabled={state.kind === "sending"} onClick={() => input.current?.click()}>
          Load a file of counts
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        className="vh"
        tabIndex={-1}
        aria-label="File of counts"
        accept=".json,.ndjson,.jsonl,.csv,.gz,.zst"
        onChange={(event) => void send(event.target.files?.[0])}
      />
      <div role="status">
        {state.kind === "sending" ? <p>{state.name} is being sent.</p> : null}
        {state.kind === "done" ? (
          <p>
            <b>{state.name}</b>: {countsWords(state.answer)}
          </p>
        ) : null}
      </div>
      {state.kind === "done" && state.answer.errors.length > 0 ? (
        <LineErrors errors={state.answer.errors} rejected={state.answer.rejected} />
      ) : null}
      {state.kind === "refused" ? (
        <div className="errsum" role="alert">
          <h2>{state.name} was not taken</h2>
          <p>{state.detail}</p>
        </div>
      ) : null}
    </div>
  );
}
