import type { ReviewFormProps } from "@/components/overlaps/ReviewForm";
import type { PersonActor } from "@/lib/access";
import { formatDateTime } from "@/lib/kernel/format";
import { formatDay } from "@/lib/kernel/time";
import { conditionsOf, listOwners, offeredPreflights } from "@/lib/register/server";

const IN_FORCE = ["open", "proven", "effective"];

/** What the form of a review offers: people, and the conditions in force. A day that is over is asked anew. */
export async function readReviewForm(
  actor: PersonActor,
  overlap: string,
): Promise<Pick<ReviewFormProps, "owners" | "offered" | "preflights">> {
  const [owners, conditions, runs] = await Promise.all([
    listOwners(actor, overlap),
    conditionsOf(actor, overlap),
    offeredPreflights(actor, overlap),
  ]);
  const today = formatDay(Date.now());
  return {
    owners: owners.map(({ email, name }) => ({ value: email, label: `${name} (${email})` })),
    preflights: runs.map(({ id, policy, created_at }) => ({
      value: id,
      label: `${policy ?? "a draft that was not recorded"}, ${formatDateTime(created_at)}`,
    })),
    offered: conditions
      .filter(({ status }) => IN_FORCE.includes(status))
      .map(({ kind, text, owner, due_on }) => ({ kind, text, owner, due_on: due_on < today ? "" : due_on })),
  };
}
