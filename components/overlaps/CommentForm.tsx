"use client";

import { useRouter } from "next/navigation";
import { ApiForm, Textarea, useApiForm } from "@/components/form";
import { CommentInput } from "@/lib/register";

/** A comment of one's own on an overlap. */
export function CommentForm({ overlap }: { overlap: string }) {
  const router = useRouter();
  const form = useApiForm({
    url: `/api/v1/overlaps/${overlap}/comments`,
    method: "POST",
    initial: { text: "" },
    schema: CommentInput,
    onDone: () => router.refresh(),
  });
  return (
    <ApiForm form={form} labels={{ text: "Comment" }} submit_label="Add the comment">
      <Textarea {...form.field("text")} label="Comment" required rows={2} />
    </ApiForm>
  );
}
