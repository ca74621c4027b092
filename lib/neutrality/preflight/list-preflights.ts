import { type Actor, authorize } from "@/lib/access";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { entities, getRecord, preflightHash } from "@/lib/register/server";
import { draftHash } from "./draft";
import { type PreflightList, PreflightView } from "./schema";

const INCLUDE = { policy: { select: { key: true } } } satisfies Prisma.PolicyPreflightInclude;
type Row = Prisma.PolicyPreflightGetPayload<{ include: typeof INCLUDE }>;

const toPreflightView = (row: Row, labels: ReadonlyMap<string, string>): PreflightView =>
  PreflightView.parse({
    id: row.id,
    policy: row.policy?.key ?? null,
    draft: row.draft,
    content_hash: row.content_hash,
    record_hash: preflightHash(row),
    weeks: row.weeks,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    method_version: row.method_version,
    catalogue_version: row.catalogue_version,
    dataset_digest: row.dataset_digest,
    result: row.result,
    created_by: row.created_by,
    created_by_label: labels.get(row.created_by) ?? row.created_by,
    created_at: row.created_at.toISOString(),
  });

async function viewsOf(tx: Tx, rows: readonly Row[]): Promise<PreflightView[]> {
  const labels = await actorLabels(
    tx,
    rows.map(({ created_by }) => created_by),
  );
  return rows.map((row) => toPreflightView(row, labels));
}

/** One run, in the caller's transaction. Throws 404. */
export async function readPreflight(tx: Tx, id: string): Promise<PreflightView> {
  const row = isUuid(id) ? await tx.policyPreflight.findUnique({ where: { id }, include: INCLUDE }) : null;
  const [view] = row ? await viewsOf(tx, [row]) : [];
  if (!view) throw notFound();
  return view;
}

/** One run. Throws 403 and 404. */
export function getPreflight(actor: Actor, id: string): Promise<PreflightView> {
  authorize(actor, "routing:read");
  return withActor(actor, (tx) => readPreflight(tx, id));
}

const MOST = 100;

/**
 * Runs of a policy, newest first, the last hundred: its own, and those of drafts that said the same before it was
 * recorded. Throws 403 and 404.
 */
export async function listPreflights(actor: Actor, id: string): Promise<PreflightList> {
  authorize(actor, "routing:read");
  const { meta, fields } = await getRecord(actor, entities.policies, id);
  const { router, rule, models } = fields;
  const content_hash = rule ? draftHash({ router, rule, models }) : null;
  return withActor(actor, async (tx) => {
    const rows = await tx.policyPreflight.findMany({
      where: {
        OR: [{ policy_id: meta.id }, ...(content_hash === null ? [] : [{ router, content_hash }])],
      },
      include: INCLUDE,
      orderBy: [{ created_at: "desc" }, { id: "desc" }],
      take: MOST,
    });
    return { items: await viewsOf(tx, rows), content_hash };
  });
}
