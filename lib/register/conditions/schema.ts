import { z } from "zod";
import { Day, Note } from "../fields";
import { ConditionKind } from "../reviews/schema";
import { sortBy } from "../sorting";

export const ConditionStatus = z.enum(["proposed", "open", "proven", "effective", "ended"]);
export type ConditionStatus = z.infer<typeof ConditionStatus>;

export const CONDITION_KIND_LABELS: Record<ConditionKind, string> = {
  information_barrier: "Information barrier",
  routing_rule: "Routing rule",
  disclosure: "Disclosure",
  recusal: "Recusal",
  pricing_rule: "Pricing rule",
  launch_delay: "Launch delay",
  monitoring: "Monitoring",
};

export const CONDITION_STATUS_LABELS: Record<ConditionStatus, string> = {
  proposed: "Proposed",
  open: "Open",
  proven: "Proof to be judged",
  effective: "Effective",
  ended: "Ended",
};

export const ConditionProofView = z.object({
  id: z.string(),
  file_name: z.string(),
  media_type: z.string(),
  size_bytes: z.number().int(),
  sha256: z.string(),
  period_from: Day,
  period_to: Day.describe("Last day that it supports; not when it was uploaded."),
  note: z.string().nullable(),
  uploaded_by: z.string(),
  uploaded_by_label: z.string(),
  uploaded_at: z.string(),
});
export type ConditionProofView = z.infer<typeof ConditionProofView>;

export const ConditionCheckView = z.object({
  id: z.string(),
  proof: z.string(),
  outcome: z.enum(["effective", "not_effective"]),
  note: z.string(),
  checked_by: z.string(),
  checked_by_label: z.string(),
  checked_at: z.string(),
});
export type ConditionCheckView = z.infer<typeof ConditionCheckView>;

export const ConditionListItem = z.object({
  id: z.string(),
  key: z.string().describe("CN-0001: what people call it."),
  overlap: z.string().describe("OV-0001."),
  overlap_title: z.string(),
  review: z.string().describe("RV-0001."),
  kind: ConditionKind,
  text: z.string(),
  owner: z.string().describe("E-mail."),
  owner_label: z.string(),
  due_on: Day,
  status: ConditionStatus,
  overdue: z.boolean().describe("Open past its day."),
  proofs: z.number().int(),
  covered_to: Day.nullable().describe(
    "Last day that the proof of its latest judgement supports; null unless that says it works.",
  ),
  finding: z.string().nullable().describe("F-0001, where being overdue opened one that is not closed."),
  version: z.number().int(),
});
export type ConditionListItem = z.infer<typeof ConditionListItem>;

/** What happened to a condition, from its proposal on. */
export const ConditionEvent = z.object({
  kind: z.enum(["proposed", "opened", "proven", "judged", "handed_on", "ended"]),
  at: z.string(),
  by: z.string().describe("Name of the person, key or part of the system."),
  outcome: z.enum(["effective", "not_effective"]).nullable().describe("Of a judgement."),
  about: z.string().nullable().describe("The file that was given, or to whom it was handed on."),
  said: z.string().nullable().describe("Note, or reason."),
});
export type ConditionEvent = z.infer<typeof ConditionEvent>;

/** Why somebody does not judge the latest proof of a condition. */
export const JudgeBar = z.enum(["not_a_person", "no_permission", "owner", "uploader"]);
export type JudgeBar = z.infer<typeof JudgeBar>;

export const JUDGE_BARS: Record<JudgeBar, string> = {
  not_a_person: "A person judges proof; a key does not.",
  no_permission: "Somebody of compliance judges proof.",
  owner: "You own this condition; somebody else of compliance judges its proof.",
  uploader: "You gave this proof, or a key that you made did; somebody else of compliance judges it.",
};

export const ConditionView = ConditionListItem.extend({
  ended_reason: z.string().nullable(),
  proof_list: z.array(ConditionProofView).describe("Newest first."),
  checks: z.array(ConditionCheckView).describe("Newest first."),
  history: z.array(ConditionEvent).describe("Oldest first."),
  may: z.object({
    prove: z.boolean(),
    check: z.boolean(),
    assign: z.boolean(),
    barred: JudgeBar.nullable().describe("Why the asker may not judge its proof."),
  }),
});
export type ConditionView = z.infer<typeof ConditionView>;

const one = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item)]);

/** What conditions are sorted by; `key` and `overlap` are numbers, `status` in the order of their lives. */
export const CONDITION_SORTS = [
  ...["key", "kind", "overlap", "overlap_title", "owner", "due_on", "status"],
] as const;

export const ConditionsQuery = z.strictObject({
  status: one(ConditionStatus).optional().describe("Any of these; may be given several times."),
  kind: one(ConditionKind).optional(),
  owner: z
    .string()
    .max(320)
    .refine((text) => !text.includes("\u0000"), "Text cannot hold the character NUL.")
    .optional()
    .describe("E-mail of the owner, or “me”."),
  overlap: z.string().max(128).optional().describe("Id or number (OV-0012) of an overlap."),
  review: z.string().max(128).optional().describe("Id or number (RV-0012) of a review."),
  overdue: z.enum(["true", "false"]).optional(),
  sort: sortBy(CONDITION_SORTS),
  cursor: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}\.)?\d{1,9}$/, { error: "The cursor is not one of ours.", abort: true })
    .refine(
      (text) => !text.includes(".") || Day.safeParse(text.slice(0, 10)).success,
      "The cursor is not one of ours.",
    )
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type ConditionsQuery = z.infer<typeof ConditionsQuery>;

export const ConditionList = z.object({
  items: z.array(ConditionListItem),
  next_cursor: z.string().nullable(),
});
export type ConditionList = z.infer<typeof ConditionList>;

/** A proof is kept beside the register, whole. */
export const PROOF_LIMIT_MIB = 10;

/** Words of a proof; the file itself comes beside them as multipart form data. */
export const ProofInput = z.strictObject({ period_from: Day, period_to: Day, note: Note.optional() });
export type ProofInput = z.infer<typeof ProofInput>;

export const ConditionCheckInput = z.strictObject({
  proof: z.uuid(),
  outcome: z.enum(["effective", "not_effective"]),
  note: Note.describe("What was looked at, and what it showed."),
});
export type ConditionCheckInput = z.infer<typeof ConditionCheckInput>;

/** In force, only who sees to it can be changed; anything else takes another review. */
export const ConditionPatch = z.strictObject({ owner: z.email().max(320) });
export type ConditionPatch = z.infer<typeof ConditionPatch>;

/** The number in `CN-0012`; null for anything else. */
export function conditionNumber(text: string): number | null {
  const digits = /^cn-0*(\d{1,9})$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** `CN-0012`: how a condition is called. */
export const conditionName = (number: number): string => `CN-${String(number).padStart(4, "0")}`;
