import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { invalid, unavailable } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { parseInstant } from "@/lib/kernel/time";
import { entities, getRecord } from "@/lib/register/server";
import { type Context, readContext, refusedSources } from "../context";
import { METHOD_VERSION, NeutralityQuery } from "../schema";
import { codeNames } from "../store/names";
import { type ReplayedRule, type ReplayInput, readReplay, withReplay } from "../store/replay";
import { lastWeeks, type ReplayWindow, readVersionInForce, readWindow } from "../store/replay-window";
import { oneAtATime } from "../turns";
import { composePreflight } from "./compose";
import { draftHash, normaliseDraft } from "./draft";
import { type InForce, readInForce, unknownModels } from "./in-force";
import { readPreflight } from "./list-preflights";
import { applicableRule, bindDraft } from "./read-draft";
import type {
  PolicyDraft,
  PreflightDraftInput,
  PreflightInput,
  PreflightResult,
  PreflightView,
} from "./schema";

/**
 * Replays a recorded policy and the one in force over the last weeks of its router's decisions and keeps the run for
 * good. Throws 403, 404, and 422 where its rule leaves a parameter open, the catalogue does not know one of its models,
 * or its router has no decisions.
 */
export async function preflightPolicy(
  actor: Actor,
  id: string,
  { weeks }: PreflightInput,
): Promise<PreflightView> {
  authorize(actor, "register:write");
  const { meta, fields } = await getRecord(actor, entities.policies, id);
  const { router, rule, models } = fields;
  applicableRule(rule);
  if (!rule) throw new Error("A rule that can be applied is declared.");
  return run(actor, { router, rule, models }, weeks, meta.id);
}

/** The same for a draft that is not recorded. */
export async function preflightDraft(
  actor: Actor,
  { weeks, ...draft }: PreflightDraftInput,
): Promise<PreflightView> {
  authorize(actor, "register:write");
  return run(actor, draft, weeks, null);
}

async function run(
  actor: Actor,
  given: PolicyDraft,
  weeks: number,
  policy_id: string | null,
): Promise<PreflightView> {
  const draft = normaliseDraft(given);
  const rule = applicableRule(draft.rule);
  const window = await lastWeeks(draft.router, weeks);
  if (!window)
    throw invalid([
      { pointer: "/router", message: `There is no decision of the router ${draft.router} to replay.` },
    ]);
  const query = NeutralityQuery.parse(window);
  const version = await readVersionInForce(window);
  const instants = instantsOf(window);
  const { context, pool, in_force } = await withActor(actor, async (tx) => {
    const read = await readContext(tx, query);
    const { catalogue } = read;
    refuseUnknown(given.models, catalogue);
    return {
      context: read,
      pool: await bindDraft(tx, draft, catalogue, instants),
      in_force: await readInForce(tx, { router: draft.router, version, window: instants }, catalogue),
    };
  });
  const { result, digest } = await replay(window, draft, { replayed: { rule, pool }, context, in_force });
  return withActor(actor, (tx) =>
    keep(tx, actor, { draft, weeks, policy_id, window, context, digest, result }),
  );
}

/** Throws 422: of a model that nobody knows no decision could be replayed. */
function refuseUnknown(models: readonly string[], catalogue: Context["catalogue"]): void {
  const faults = unknownModels(models, catalogue).map(({ name, at }) => ({
    pointer: `/models/${at}`,
    message: `The catalogue does not know ${name}.`,
  }));
  if (faults.length > 0) throw invalid(faults);
}

type Known = { replayed: ReplayedRule; context: Context; in_force: InForce };

const ATTEMPTS = 3;

/** The replay, with the digest of exactly what was replayed. Throws 503 while traffic of the window keeps coming in. */
async function replay(window: ReplayWindow, draft: PolicyDraft, { replayed, context, in_force }: Known) {
  const { catalogue } = context;
  const other_models = "reason" in in_force ? [] : in_force.draft.models;
  let seen = await readWindow(window);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { digest, chosen, candidates: offered } = seen;
    const names = codeNames(
      [...new Set([...chosen, ...offered, ...draft.models, ...other_models])].sort(),
      catalogue,
      ({ first_party }) => first_party,
    );
    const input = { window, draft: replayed, names, refused: refusedSources(context), offered };
    const result = await compared(input, in_force, catalogue.parties);
    seen = await readWindow(window);
    if (seen.digest === digest) return { digest, result };
  }
  throw unavailable("Traffic of the days to replay is coming in. Nothing was recorded; try again.");
}

type Input = Omit<ReplayInput, "in_force">;
type Parties = Context["catalogue"]["parties"];

/** The draft beside the policy in force; beside what happened alone, where the latter cannot be replayed. */
async function compared(input: Input, in_force: InForce, parties: Parties): Promise<PreflightResult> {
  const known = { owners: input.names.owners, parties };
  if ("reason" in in_force) {
    const past = { ...input, in_force: null };
    const done = await oneAtATime(() => withReplay(past, (table) => readReplay(table, "past")));
    return composePreflight(done, in_force, known);
  }
  const { replayed, ...kept } = in_force;
  const both = { ...input, in_force: replayed };
  const done = await oneAtATime(() => withReplay(both, (table) => readReplay(table, "in_force")));
  const draft_alone = done.reasons.some(({ of }) => of === "in_force");
  if (done.totals.replayed === 0 && draft_alone)
    return compared(input, { policy: in_force.policy, reason: "nothing_replayed" }, parties);
  return composePreflight(done, kept, known);
}

const instantsOf = ({ from, to }: ReplayWindow) => ({
  from_ms: parseInstant(from) ?? 0,
  to_ms: parseInstant(to) ?? 0,
});

type Run = {
  draft: PolicyDraft;
  weeks: number;
  policy_id: string | null;
  window: ReplayWindow;
  context: Context;
  digest: string;
  result: PreflightResult;
};

async function keep(tx: Tx, actor: Actor, run: Run): Promise<PreflightView> {
  const { draft, weeks, policy_id, window, context, digest, result } = run;
  const { from_ms, to_ms } = instantsOf(window);
  const id = uuidv7();
  const facts = {
    policy_id,
    router: draft.router,
    content_hash: draftHash(draft),
    weeks,
    method_version: METHOD_VERSION,
    catalogue_version: context.catalogue.version,
    dataset_digest: digest,
  };
  await tx.policyPreflight.create({
    data: {
      id,
      ...facts,
      draft: draft as Prisma.InputJsonValue,
      from_at: new Date(from_ms),
      to_at: new Date(to_ms),
      result: result as Prisma.InputJsonValue,
      created_by: actorRef(actor),
    },
  });
  await appendAudit(tx, {
    actor,
    action: "policy:preflight",
    entity: "policy_preflight",
    entity_id: id,
    after: { ...facts, draft, from: window.from, to: window.to, result },
  });
  return readPreflight(tx, id);
}
