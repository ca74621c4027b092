import { z } from "zod";
import { ClauseKind } from "@/lib/register";
import { CheckListItem, NamedOver } from "../checks/schema";
import { Day } from "../day";
import { DaysByVerdict, ResultVerdict } from "../results/schema";

const count = z.number().int();

/** What the checks of a clause that have a metric say now. */
export const ClauseTest = z
  .enum(["none", "passing", "failing", "open"])
  .describe(
    "passing: one is kept by its latest result, which came in time, and none is watched or breached; failing: one is, or people who are asked say that it was not kept; open: neither; none: nothing with a metric runs.",
  );
export type ClauseTest = z.infer<typeof ClauseTest>;

/** What the people say who are asked about a clause. */
export const ClauseEvidence = z
  .enum(["none", "holding", "answered", "lacking"])
  .describe(
    "holding: everybody asked by one attestation said kept, for the period in course or the one before, each with evidence that has not expired; answered: the same where the check wants no evidence, and an answer has none; lacking: neither, or somebody asked by any of them says that it was not kept; none: no attestation runs.",
  );
export type ClauseEvidence = z.infer<typeof ClauseEvidence>;

export const ClauseSummary = z.object({
  key: z.string(),
  text: z.string().nullable(),
  kind: ClauseKind.nullable(),
  test: ClauseTest,
  evidence: ClauseEvidence,
  /** The worst latest verdict of what runs; null while there is none. */
  verdict: ResultVerdict.nullable(),
  open_findings: count,
  named_over: NamedOver.nullable(),
  /** Days with a result, each by its latest; of several checks on one day the worst. */
  days: DaysByVerdict,
  /** Every version but those that were refused or lapsed, each with its strip. */
  checks: z.array(CheckListItem),
});
export type ClauseSummary = z.infer<typeof ClauseSummary>;

export const CommitmentSummary = z.object({
  id: z.string(),
  key: z.string(),
  text: z.string(),
  speaker: z.string().nullable(),
  made_on: z.string().nullable(),
  audience: z.string().nullable(),
  retired_at: z.string().nullable(),
  sources: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      url: z.string().nullable(),
      published: z.string().nullable(),
      archived_hash: z.string().nullable(),
    }),
  ),
  clauses: z.array(ClauseSummary),
  /** How many clauses there are, have a passing test, have evidence that holds, and have neither; of those, answers without evidence. */
  coverage: z.object({ clauses: count, passing: count, evidenced: count, neither: count, answered: count }),
  verdict: ResultVerdict.nullable(),
  open_findings: count,
  days: DaysByVerdict,
  /** The first day that any of its checks judges; null without checks. */
  first_day: Day.nullable(),
});
export type CommitmentSummary = z.infer<typeof CommitmentSummary>;
