"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";

type Note = { id: number; text: string };
const SHOWN_MS = 8000;

const ToastContext = createContext<(text: string) => void>(() => {});

/** Says in a sentence what was done; returns a function that takes the sentence. */
export const useToast = (): ((text: string) => void) => useContext(ToastContext);

function ToastNote({ note, onClose }: { note: Note; onClose: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => onClose(note.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [note.id, onClose]);
  return (
    <div className="toast">
      <span>{note.text}</span>
      <button type="button" aria-label="Dismiss" onClick={() => onClose(note.id)}>
        ×
      </button>
    </div>
  );
}

/** Holds the messages of the page; the region is there from the start so that readers announce what enters it. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [notes, setNotes] = useState<Note[]>([]);
  const close = useCallback((id: number) => setNotes((all) => all.filter((note) => note.id !== id)), []);
  const say = useCallback(
    (text: string) => setNotes((all) => [...all.slice(-2), { id: (all.at(-1)?.id ?? 0) + 1, text }]),
    [],
  );
  return (
    <ToastContext value={say}>
      {children}
      <div className="toasts" role="status">
        {notes.map((note) => (
          <ToastNote key={note.id} note={note} onClose={close} />
        ))}
      </div>
    </ToastContext>
  );
}
