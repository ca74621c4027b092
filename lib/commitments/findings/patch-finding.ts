import { type Actor, ROLE_PERMISSIONS, Role } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { invalid, preconditionRequired, staleVersion } from "@/lib/kernel/errors";
import { notify } from "@/lib/register/server";
import { toDate } from "../day";
import { actOnFinding, type Deed } from "./act";
import type { FindingPatch, FindingView } from "./schema";
import type { FindingRow } from "./store";
import { dayOrNull } from "./view";

const READERS = Role.options.filter((role) => ROLE_PERMISSIONS[role].includes("promise:read"));

/**
 * Says who owns a finding, what caused it, and until when it is to be mended. Throws 412 when somebody saved since it
 * was read, 422 for an owner who may not read it or a due date that is over.
 */
export function patchFinding(
  actor: Actor,
  id: string,
  patch: FindingPatch,
  if_match: number | null,
): Promise<FindingView> {
  return actOnFinding(actor, id, "change", async ({ tx, finding, today }) => {
    if (if_match === null) throw preconditionRequired();
    if (finding.version !== if_match) throw staleVersion(finding.version);
    const { owner, cause, due_on } = patch;
    const changes: Deed["events"][number][] = [];
    if (owner !== undefined && owner !== finding.owner) {
      if (owner !== null) {
        await checkOwner(tx, owner);
        await notify(tx, actor, { kind: "assigned", to: { emails: [owner] }, ...aboutOf(finding) });
      }
      changes.push({ kind: "assigned", detail: { from: finding.owner, to: owner } });
    }
    if (cause !== undefined && cause !== finding.cause)
      changes.push({ kind: "explained", detail: { cause } });
    const due_before = dayOrNull(finding.due_on);
    if (due_on !== undefined && due_on !== due_before) {
      if (due_on !== null && due_on < today)
        throw invalid([{ pointer: "/due_on", message: "This day is over." }]);
      changes.push({ kind: "due_set", detail: { from: due_before, to: due_on } });
    }
    if (changes.length === 0) return null;
    return {
      data: {
        ...(owner === undefined ? {} : { owner }),
        ...(cause === undefined ? {} : { cause }),
        ...(due_on === undefined ? {} : { due_on: due_on === null ? null : toDate(due_on) }),
      },
      events: changes,
    };
  });
}

/** What a notification speaks of; of a condition's finding the overlap too, which says who may read it. */
const aboutOf = ({ id, condition_id, condition }: FindingRow) => ({
  finding_id: id,
  condition_id,
  overlap_id: condition?.review.overlap_id ?? null,
});

async function checkOwner(tx: Tx, email: string): Promise<void> {
  const person = await tx.person.findFirst({
    where: {
      email,
      active: true,
      roles: { some: { role: { in: READERS }, state: { in: ["bootstrap", "active"] } } },
    },
    select: { id: true },
  });
  if (!person)
    throw invalid([{ pointer: "/owner", message: "Nobody who may read findings has this address." }]);
}
