import { z } from "zod";
import { CONDITION_KIND_LABELS, type ConditionInput, ConditionKind, type ReviewView } from "@/lib/register";

/** A condition as its inputs hold it. `at` tells rows apart while the form is open; it is not sent. */
export type ConditionValues = { at: number; kind: string; text: string; owner: string; due_on: string };

export type ReviewValues = {
  outcome: string;
  rationale: string;
  /** Number of the pre-flight that it rests on; empty: none. */
  preflight: string;
  conditions: readonly ConditionValues[];
};

export const emptyCondition = (at: number): ConditionValues => ({
  at,
  kind: "",
  text: "",
  owner: "",
  due_on: "",
});

/** A key that no row has yet. */
export const nextAt = (rows: readonly { at: number }[]): number =>
  Math.max(0, ...rows.map(({ at }) => at)) + 1;

export const EMPTY_REVIEW: ReviewValues = { outcome: "", rationale: "", preflight: "", conditions: [] };

/** The conditions of a review as rows of the form. */
export const toConditionValues = (conditions: readonly ConditionInput[]): ConditionValues[] =>
  conditions.map(({ kind, text, owner, due_on }, place) => ({ at: place + 1, kind, text, owner, due_on }));

/** A review as the form holds it. */
export const toReviewValues = ({
  outcome,
  rationale,
  preflight,
  condition_inputs,
}: ReviewView): ReviewValues => ({
  outcome,
  rationale,
  preflight: preflight?.id ?? "",
  conditions: toConditionValues(condition_inputs),
});

/** Whether an outcome can come with demands: what is cleared without conditions has none. */
export const mayDemand = (outcome: string): boolean => outcome !== "" && outcome !== "cleared";

/** What the API takes. Conditions that were written before another outcome was chosen stay in the form alone. */
export function toReviewBody({ outcome, rationale, preflight, conditions }: ReviewValues) {
  return {
    ...(outcome === "" ? {} : { outcome }),
    rationale,
    preflight: preflight === "" ? null : preflight,
    conditions: mayDemand(outcome) ? conditions.map(({ at: _, ...condition }) => condition) : [],
  };
}

const Row = z.object({ kind: z.string(), text: z.string(), owner: z.string(), due_on: z.string() });

/** Conditions in a line each, for the two versions of a conflict; what cannot be read is left out. */
export const conditionsInWords = (rows: readonly unknown[]): string =>
  rows
    .flatMap((row) => Row.safeParse(row).data ?? [])
    .map(({ kind, text, owner, due_on }) =>
      [
        ConditionKind.safeParse(kind).success ? CONDITION_KIND_LABELS[ConditionKind.parse(kind)] : "",
        text,
        owner,
        due_on,
      ]
        .filter((part) => part !== "")
        .join(", "),
    )
    .filter((line) => line !== "")
    .join("; ") || "none";
