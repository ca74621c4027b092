"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiForm, Textarea, useApiForm } from "@/components/form";
import { Button, Dialog } from "@/components/ui";

/** Retires a record with a reason. It stays readable, and its history with it. */
export function RetireDialog({ url, name }: { url: string; name: string }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const form = useApiForm({
    url: `${url}/retire`,
    method: "POST",
    initial: { reason: "" },
    toBody: ({ reason }) => ({ reason }),
    onDone: () => {
      setOpen(false);
      router.refresh();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Retire</Button>}
      title={`Retire ${name}`}
      description="Nothing is deleted: the record leaves the lists and keeps its history. Overlaps that rest on it end."
    >
      <ApiForm form={form} labels={{ reason: "Reason" }} submit_label="Retire">
        <Textarea {...form.field("reason")} label="Reason" required help="The record keeps it." />
      </ApiForm>
    </Dialog>
  );
}
