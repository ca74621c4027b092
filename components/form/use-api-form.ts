"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { type FormConflict, readConflict } from "./conflict";
import { defaultBody, schemaErrors } from "./form-body";
import { callApi, errorsAfter, type FieldErrors, fieldErrors, type ProblemBody } from "./problem";
import { useUnsavedGuard } from "./use-unsaved-guard";

export type ApiFormOptions<V extends Record<string, unknown>> = {
  url: string;
  method: "POST" | "PATCH";
  /** The record as it was read, by the API's property names; empty strings and lists stand for unknown. */
  initial: V;
  /** Version that was read; sent as If-Match. */
  version?: number;
  /**
   * From values to the body, with the values of the version that the change is made on. Default: POST sends what is
   * filled in, PATCH what was changed (emptied becomes null).
   */
  toBody?: (values: V, base: V) => unknown;
  /** From a record of the API to values, to show the other version of a conflict. Needed with `version`. */
  fromRecord?: (record: Record<string, unknown>) => V;
  /** The API's own schema, checked before anything is sent. */
  schema?: z.ZodType;
  /** What else the API would refuse of a body, by field: said in the same round as what the schema refuses. */
  also?: (body: unknown) => FieldErrors;
  onDone: (body: unknown) => void;
};

export type ApiForm<V extends Record<string, unknown>> = ReturnType<typeof useApiForm<V>>;

const INVALID: ProblemBody = { type: "invalid", title: "The input is not valid", status: 422 };

type Sent =
  | { ok: true; body: unknown; version: number | null }
  | { ok: false; problem: ProblemBody; errors: FieldErrors };

async function send<V extends Record<string, unknown>>(
  options: ApiFormOptions<V>,
  base: V,
  values: V,
  version: number | null,
): Promise<Sent> {
  const { url, method } = options;
  const body = options.toBody?.(values, base) ?? defaultBody(method, base, values);
  const errors = { ...options.also?.(body), ...schemaErrors(options.schema, body) };
  if (Object.keys(errors).length > 0) return { ok: false, problem: INVALID, errors };
  const answer = await callApi(url, { method, body, if_match: version });
  return answer.ok ? answer : { ...answer, errors: fieldErrors(answer.problem.errors) };
}

/** The entries with what they are compared with: the version that was read, until something is saved. */
function useEntries<V extends Record<string, unknown>>(initial: V, read_version: number | undefined) {
  const [base, setBase] = useState(initial);
  const [values, setValues] = useState(initial);
  const [version, setVersion] = useState(read_version ?? null);
  const rebase = (next: V, next_version: number | null) => {
    setBase(next);
    if (next_version !== null) setVersion(next_version);
  };
  return {
    base,
    values,
    setValues,
    version,
    rebase,
    changed: JSON.stringify(values) !== JSON.stringify(base),
  };
}

/** What was refused, field by field; the summary of it takes the focus. */
function useRefusal() {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) summary.current?.focus();
  }, [problem]);
  return {
    errors,
    problem,
    summary,
    show: (why: ProblemBody, found: FieldErrors) => {
      setErrors(found);
      setProblem(why);
    },
    clear: () => {
      setErrors({});
      setProblem(null);
    },
    // With the last entry changed there is nothing left to sum up.
    forget: (name: string, before: unknown, now: unknown) => {
      const without = (found: FieldErrors) => errorsAfter(found, name, before, now);
      setErrors(without);
      if (Object.keys(errors).length > 0 && Object.keys(without(errors)).length === 0) setProblem(null);
    },
  };
}

/**
 * A form on a route of the API: sends JSON with If-Match, puts messages at their fields, and on a 412 offers both
 * versions. While something is unsaved it asks before the page is left.
 */
export function useApiForm<V extends Record<string, unknown>>(options: ApiFormOptions<V>) {
  const entries = useEntries(options.initial, options.version);
  const { base, values, setValues, version, rebase } = entries;
  const refusal = useRefusal();
  const { errors, problem, summary } = refusal;
  const [conflict, setConflict] = useState<FormConflict<V> | null>(null);
  const [state, setState] = useState<"idle" | "sending" | "saved">("idle");
  const dirty = state !== "saved" && entries.changed;
  useUnsavedGuard(dirty);

  const refuse = (why: ProblemBody, found: FieldErrors = {}) => {
    refusal.show(why, found);
    setState("idle");
  };
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (state === "sending") return;
    setState("sending");
    const sent = await send(options, base, values, version);
    if (!sent.ok && sent.problem.status === 412) {
      const found = await readConflict(options, base, values);
      if (!("theirs" in found)) return refuse(found);
      setConflict(found);
      return setState("idle");
    }
    if (!sent.ok) return refuse(sent.problem, sent.errors);
    refusal.clear();
    setState("saved");
    rebase(values, sent.version);
    options.onDone(sent.body);
  };
  const set = <K extends keyof V & string>(name: K, value: V[K]) => {
    setState("idle");
    setValues((all) => ({ ...all, [name]: value }));
    refusal.forget(name, values[name], value);
  };
  /** Goes on from the other version with the choices made; nothing is sent until the form is submitted again. */
  const resolve = (chosen: V) => {
    if (conflict) rebase(conflict.theirs, conflict.version);
    setValues(chosen);
    setConflict(null);
  };
  return {
    values,
    set,
    errors,
    problem,
    conflict,
    state,
    dirty,
    summary,
    submit,
    resolve,
    dismissConflict: () => setConflict(null),
    /** Spread into an input: name, value, onChange, error. */
    field: <K extends keyof V & string>(name: K) => ({
      name,
      value: values[name],
      onChange: (value: V[K]) => set(name, value),
      ...(errors[name] ? { error: errors[name] } : {}),
    }),
  };
}
