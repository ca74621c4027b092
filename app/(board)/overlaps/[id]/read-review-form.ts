import type { ReviewFormProps } from "@/components/overlaps/ReviewForm";
import type { PersonActor } from "@/lib/access";
import { formatDay } from "@/lib/kernel/time";
import { conditionsOf, listOwners } from "@/lib/register/server";

const IN_FORCE = ["open", "proven", "effective"];

/** What the form of a review offers: people, and the conditions in force. A day that is over is asked anew. */
export async function readReviewForm(
  actor: PersonActor,
  overlap: string,
): Promise<Pick<ReviewFormProps, "owners" | "offered">> {
  const [owners, conditions] = await Promise.all([listOwners(actor, overlap), conditionsOf(actor, overlap)]);
  const today = formatDay(Date.now());
  return {
    owners: owners.map(({ email, name }) => ({ value: email, label: `${name} (${email})` })),
    offered: conditions
      .filter(({ status }) => IN_FORCE.includes(status))
      .map(({ kind, text, owner, due_on }) => ({ kind, text, owner, due_on: due_on < today ? "" : due_on })),
  };
}
