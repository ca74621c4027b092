import type { Seat } from "./schema";

/** What a seat asks of a person, for one overlap. */
export type Fitness = {
  compliance: boolean;
  partner_manager: boolean;
  /** Manages a party on the overlap. */
  manages: boolean;
  /** Sees every fact of the overlap. */
  sees: boolean;
  /** Why the person may not decide the review that is open; null where nothing stands against it. */
  barred: string | null;
};

const BARRED: Record<string, string> = {
  requester: "asked for its review",
  fact_editor: "last edited one of its facts",
  inside: "manages a partner that it concerns",
  interest: "declared an interest in it",
};

/** Why a person cannot have a seat, as the end of a sentence that begins with their name; null where they can. */
export function unfitFor(seat: Seat, person: Fitness): string | null {
  if (seat === "reviewer") {
    if (!person.compliance) return "is not of compliance, which decides";
    if (person.manages) return BARRED.inside ?? "";
    return person.barred === null ? null : (BARRED[person.barred] ?? "may not decide it");
  }
  if (person.compliance) return null;
  if (!person.partner_manager) return "may not ask for reviews";
  // Who manages no party on it might not even see it: the same words for both tell nothing.
  return person.manages && person.sees ? null : "manages no partner that it concerns";
}
