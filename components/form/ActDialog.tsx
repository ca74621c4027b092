"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Button, type ButtonTone, Dialog, useToast } from "@/components/ui";
import { ApiForm } from "./ApiForm";
import { useApiForm } from "./use-api-form";

export type ActDialogProps<V extends Record<string, string>> = {
  /** On the button that opens. */
  label: string;
  /** On the one that acts; default: the same. */
  submit_label?: string;
  tone?: ButtonTone;
  title: string;
  description: ReactNode;
  url: string;
  initial: V;
  labels: Record<string, string>;
  schema?: z.ZodType;
  toBody?: (values: V) => unknown;
  /** Where to go afterwards; default: this page, read anew. */
  next?: (body: unknown) => string | null;
  /** What was done, said in a sentence when it is. */
  done?: string;
  children: (form: ReturnType<typeof useApiForm<V>>) => ReactNode;
};

/** One act of a person on a record: a button, what follows from it, the form that it needs. */
export function ActDialog<V extends Record<string, string>>(props: ActDialogProps<V>) {
  const { label, submit_label = label, tone = "plain", title, description, url, initial, labels } = props;
  const { schema, toBody, next, done, children } = props;
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const say = useToast();
  const form = useApiForm<V>({
    url,
    method: "POST",
    initial,
    ...(schema ? { schema } : {}),
    ...(toBody ? { toBody } : {}),
    onDone: (body) => {
      setOpen(false);
      if (done !== undefined) say(done);
      const href = next?.(body) ?? null;
      if (href !== null) router.push(href);
      router.refresh();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button tone={tone}>{label}</Button>}
      title={title}
      description={description}
    >
      <ApiForm form={form} labels={labels} submit_label={submit_label}>
        {children(form)}
      </ApiForm>
    </Dialog>
  );
}
