"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { callApi, differingFields, type FieldErrors, fieldErrors, type ProblemBody } from "./problem";
import { useUnsavedGuard } from "./use-unsaved-guard";

export type ApiFormOptions<V extends Record<string, unknown>> = {
  url: string;
  method: "POST" | "PATCH";
  /** The record as it was read, by the API's property names; empty strings and lists stand for unknown. */
  initial: V;
  /** Version that was read; sent as If-Match. */
  version?: number;
  /** From values to the body. Default: POST sends what is filled in, PATCH what was changed (emptied becomes null). */
  toBody?: (values: V) => unknown;
  /** From a record of the API to values, to show the other version of a conflict. Needed with `version`. */
  fromRecord?: (record: Record<string, unknown>) => V;
  /** The API's own schema, checked before anything is sent. */
  schema?: z.ZodType;
  onDone: (body: unknown) => void;
};

export type FormConflict<V> = { theirs: V; version: number; fields: (keyof V & string)[] };
export type ApiForm<V extends Record<string, unknown>> = ReturnType<typeof useApiForm<V>>;

const isEmpty = (value: unknown) =>
  value === "" || value === null || (Array.isArray(value) && value.length === 0);

function defaultBody(
  method: "POST" | "PATCH",
  initial: Record<string, unknown>,
  values: Record<string, unknown>,
) {
  const entries = Object.entries(values);
  if (method === "POST") return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
  const changed = entries.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(initial[name]));
  return Object.fromEntries(
    changed.map(([name, value]) => [name, isEmpty(value) && !Array.isArray(value) ? null : value]),
  );
}

function schemaErrors(schema: z.ZodType | undefined, body: unknown): FieldErrors {
  const result = schema?.safeParse(body);
  if (!result || result.success) return {};
  return fieldErrors(
    result.error.issues.map((issue) => ({ pointer: `/${issue.path.join("/")}`, message: issue.message })),
  );
}

/**
 * A form on a route of the API: sends JSON with If-Match, puts messages at their fields, and on a 412 offers both
 * versions. While something is unsaved it asks before the page is left.
 */
export function useApiForm<V extends Record<string, unknown>>(options: ApiFormOptions<V>) {
  const [base, setBase] = useState(options.initial);
  const [values, setValues] = useState(options.initial);
  const [version, setVersion] = useState(options.version ?? null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [conflict, setConflict] = useState<FormConflict<V> | null>(null);
  const [state, setState] = useState<"idle" | "sending" | "saved">("idle");
  const summary = useRef<HTMLDivElement>(null);
  const dirty = state !== "saved" && JSON.stringify(values) !== JSON.stringify(base);
  useUnsavedGuard(dirty);
  useEffect(() => {
    if (problem) summary.current?.focus();
  }, [problem]);

  const refuse = (found: FieldErrors, why: ProblemBody) => {
    setErrors(found);
    setProblem(why);
    setState("idle");
  };
  const openConflict = async () => {
    const now = await callApi(options.url, { method: "GET" });
    if (!now.ok) return refuse({}, now.problem);
    const record = now.body as Record<string, unknown>;
    const theirs = options.fromRecord?.(record);
    if (!theirs)
      return refuse({}, { type: "stale_version", title: "Somebody saved before you", status: 412 });
    setConflict({
      theirs,
      version: Number(record.version),
      fields: differingFields(Object.keys(values), values, theirs),
    });
    setState("idle");
  };
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const body = options.toBody?.(values) ?? defaultBody(options.method, base, values);
    const found = schemaErrors(options.schema, body);
    if (Object.keys(found).length > 0)
      return refuse(found, { type: "invalid", title: "The input is not valid", status: 422 });
    setState("sending");
    const answer = await callApi(options.url, { method: options.method, body, if_match: version });
    if (!answer.ok)
      return answer.problem.status === 412
        ? openConflict()
        : refuse(fieldErrors(answer.problem.errors), answer.problem);
    setErrors({});
    setProblem(null);
    setState("saved");
    options.onDone(answer.body);
  };
  const set = <K extends keyof V & string>(name: K, value: V[K]) => {
    setState("idle");
    setValues((all) => ({ ...all, [name]: value }));
    setErrors(({ [name]: _, ...rest }) => rest);
  };
  /** Goes on from the other version with the choices made; nothing is sent until the form is submitted again. */
  const resolve = (chosen: V) => {
    if (conflict) {
      setBase(conflict.theirs);
      setVersion(conflict.version);
    }
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
