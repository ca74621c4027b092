import type { Actor } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { invalid, preconditionRequired, staleVersion } from "@/lib/kernel/errors";
import { notify } from "@/lib/register/server";
import { toDate } from "../day";
import { rolesThatMay } from "../watch/list-readers";
import { actOnFinding, type Deed } from "./act";
import type { FindingPatch, FindingView } from "./schema";
import { aboutOf, type FindingRow } from "./store";
import { dayOrNull } from "./view";

/** Whoever owns a finding can act on it. */
const OWNERS = rolesThatMay("finding:manage");

/**
 * Says who owns a finding, what caused it, and until when it is to be mended. Throws 412 when somebody saved since it
 * was read, 422 for an owner who may not act on it or a due date that is over.
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
      if (owner !== null) await checkOwner(tx, owner);
      changes.push(await assign(tx, actor, finding, owner));
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

/** The event of a finding that changes hands; its new owner is told. */
export async function assign(
  tx: Tx,
  actor: Actor,
  finding: FindingRow,
  owner: string | null,
): Promise<Deed["events"][number]> {
  if (owner !== null)
    await notify(tx, actor, { kind: "assigned", to: { emails: [owner] }, ...aboutOf(finding) });
  return { kind: "assigned", detail: { from: finding.owner, to: owner } };
}

/** Throws 422 for an owner who may not act on findings. */
export async function checkOwner(tx: Tx, email: string): Promise<void> {
  const person = await tx.person.findFirst({
    where: {
      email,
      active: true,
      roles: { some: { role: { in: OWNERS }, state: { in: ["bootstrap", "active"] } } },
    },
    select: { id: true },
  });
  if (!person)
    throw invalid([{ pointer: "/owner", message: "Nobody who may act on findings has this address." }]);
}
