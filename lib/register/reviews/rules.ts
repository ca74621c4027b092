import { conflict, type InputError, invalid, type Problem } from "@/lib/kernel/errors";
import { formatList } from "@/lib/kernel/format";
import type { Barred, ReviewDecisionInput, ReviewOutcome } from "./schema";

/** What is wrong with an outcome beside its conditions; an empty list where nothing is. */
export function conditionFaults(outcome: ReviewOutcome | string, conditions: number): InputError[] {
  if (outcome === "cleared_with_conditions" && conditions === 0)
    return [{ pointer: "/conditions", message: "Clearing with conditions names at least one." }];
  if (outcome === "cleared" && conditions > 0)
    return [
      { pointer: "/conditions", message: "Cleared is without conditions: propose to clear with them." },
    ];
  return [];
}

/** Throws 422 for a decision without the words that it needs. */
export function checkDecision(input: ReviewDecisionInput): void {
  const errors: InputError[] = [];
  if (input.has_interest && input.interest_statement === undefined)
    errors.push({ pointer: "/interest_statement", message: "Say which interest." });
  if (!input.has_interest && input.outcome !== "approved" && input.note === undefined)
    errors.push({ pointer: "/note", message: "Say why; whoever asked reads it." });
  if (errors.length > 0) throw invalid(errors);
}

const BARRED: Record<Exclude<Barred, "not_a_person" | "no_permission">, [type: string, detail: string]> = {
  requester: ["self_approval", "You asked for this review; another person decides."],
  fact_editor: ["self_approval", "You last edited a fact that it rests on"],
  inside: ["inside_wall", "You manage a partner that it concerns; somebody outside decides."],
  interest: ["interest", "You declared an interest of your own in it; another person decides."],
};

/** The refusal of somebody whom the database bars from deciding; of an editor with the records that they edited last. */
export function refusalOf(why: keyof typeof BARRED, edited: readonly string[] = []): Problem {
  const [type, detail] = BARRED[why];
  const which = edited.length > 0 ? `: ${formatList(edited)}` : "";
  return conflict(type, why === "fact_editor" ? `${detail}${which}. Another person decides.` : detail);
}

/** What was submitted anew is another text, perhaps on other facts. */
export const submittedAnew = () => conflict("not_submitted", "It was submitted anew since you read it.");

export const factsMoved = () =>
  conflict("facts_changed", "The facts have changed since you read them. Read them again before you decide.");

export const factsChanged = () =>
  conflict(
    "facts_changed",
    "The facts have changed since it was submitted. Request changes, or have it withdrawn and asked for anew.",
  );
