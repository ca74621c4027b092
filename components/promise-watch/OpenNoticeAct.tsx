"use client";

import { ActDialog, Textarea } from "@/components/form";
import { NoticeOpeningInput, type NoticeView, noticeHash, policyOfText } from "@/lib/commitments";

function check(content: string, { content_hash }: Pick<NoticeView, "content_hash">): string {
  if (content === "") return "";
  if (noticeHash(content) !== content_hash) return "This is not the announced text: its hash is another.";
  const policy = policyOfText(content);
  return policy
    ? `This is the announced text: ${policy.router}, policy ${policy.version}.`
    : "This is the announced text, in no form that can be compared with the register: once the register has this policy, it counts as no notice.";
}

/** Opens a notice with the text that was hashed; whether it is that text is said before anything is sent. */
export function OpenNoticeAct({ notice }: { notice: NoticeView }) {
  return (
    <ActDialog
      label="Open"
      submit_label="Open it"
      tone={notice.status === "announced" ? "plain" : "primary"}
      title={`Open the notice on ${notice.router}, policy ${notice.policy_version}`}
      description="Everybody can read it from then on, and compare it with the hash that was announced."
      url={`/api/v1/notices/${notice.id}/open`}
      initial={{ content: "" }}
      labels={{ content: "The exact text" }}
      schema={NoticeOpeningInput}
    >
      {(form) => (
        <Textarea
          {...form.field("content")}
          label="The exact text"
          required
          rows={6}
          help="As it was saved, to the last character."
          understood={check(form.values.content, notice)}
        />
      )}
    </ActDialog>
  );
}
