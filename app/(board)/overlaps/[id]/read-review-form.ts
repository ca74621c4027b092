import { preflightHref } from "@/components/overlaps/hrefs";
import type { ReviewFormProps } from "@/components/overlaps/ReviewForm";
import type { PersonActor } from "@/lib/access";
import { formatDateTime, formatPercent } from "@/lib/kernel/format";
import { formatDay } from "@/lib/kernel/time";
import type { PreflightView } from "@/lib/neutrality";
import { getPreflight } from "@/lib/neutrality/server";
import { conditionsOf, listOwners, offeredPreflights } from "@/lib/register/server";

const IN_FORCE = ["open", "proven", "effective"];

/** Of the newest runs the choice says what they found too. */
const SAID = 12;

/** "our own 22.0 % instead of 19.2 %". */
function foundWords({ result: { first_party } }: PreflightView): string | null {
  if (!first_party) return null;
  const { now_share, in_force_share, draft_share } = first_party;
  return `our own ${formatPercent(draft_share)} instead of ${formatPercent(in_force_share ?? now_share)}`;
}

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
  const results = await Promise.all(
    runs.slice(0, SAID).map(async ({ id }) => foundWords(await getPreflight(actor, id))),
  );
  return {
    owners: owners.map(({ email, name }) => ({ value: email, label: `${name} (${email})` })),
    preflights: runs.map(({ id, policy, created_at }, place) => {
      const found = results[place];
      const name = `${policy ?? "a draft that was not recorded"}, ${formatDateTime(created_at)}`;
      return {
        value: id,
        label: found ? `${name}: ${found}` : name,
        href: policy === null ? null : preflightHref(policy, id),
      };
    }),
    offered: conditions
      .filter(({ status }) => IN_FORCE.includes(status))
      .map(({ kind, text, owner, due_on }) => ({ kind, text, owner, due_on: due_on < today ? "" : due_on })),
  };
}
