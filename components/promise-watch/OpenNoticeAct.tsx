"use client";

import { ActDialog, Textarea } from "@/components/form";
import { NoticeOpeningInput, type NoticeView, noticeHash, policyOfText } from "@/lib/commitments";
import { countInWords, formatDate } from "@/lib/kernel/format";

function check(content: string, { content_hash }: Pick<NoticeView, "content_hash">): string {
  if (content === "") return "";
  if (noticeHash(content) !== content_hash) return "This is not the announced text: its hash is another.";
  const policy = policyOfText(content);
  return policy
    ? `This is the announced text: ${policy.router}, policy ${policy.version}.`
    : "This is the announced text, in no form that can be compared with the register: once the register has this policy, it counts as no notice.";
}

const READ = "Everybody can read it from then on, and compare it with the hash that was announced.";

/** What opening it means; before its day, how early that is. */
export function openingWords(
  { status, effective_from }: Pick<NoticeView, "status" | "effective_from">,
  today: string,
): string {
  if (status !== "announced") return `${READ} It cannot be undone.`;
  const day = effective_from.slice(0, 10);
  const early = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  return `It takes effect on ${formatDate(day)}. Opened today, ${countInWords(early, "day")} early, everybody knows before then what will change. It cannot be undone.`;
}

/** Opens a notice with the text that was hashed; whether it is that text is said before anything is sent. */
export function OpenNoticeAct({ notice, today }: { notice: NoticeView; today: string }) {
  return (
    <ActDialog
      label={notice.status === "announced" ? "Open early" : "Open"}
      submit_label="Open it"
      tone={notice.status === "announced" ? "plain" : "primary"}
      title={`Open the notice on ${notice.router}, policy ${notice.policy_version}`}
      description={openingWords(notice, today)}
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
