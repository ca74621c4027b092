import { type Actor, can } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { type HueParty, partyHues } from "@/lib/kernel/hue";
import { formatDay, startOfDay } from "@/lib/kernel/time";
import { type Neutrality, NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import type { OverlapView } from "@/lib/register";
import { entities, getRecord, loadCatalogue, matchModel } from "@/lib/register/server";
import { type ShareAnswer, ShareQuery } from "@/lib/routing";
import { share } from "@/lib/routing/server";
import { readTraffic } from "../overview/read-traffic";
import type { OverlapTraffic } from "./schema";

export type OverlapTrafficPage = {
  traffic: OverlapTraffic;
  /** Whether the policy in force favours our own models. Takes as long as a test. */
  neutrality: Promise<Neutrality>;
};

/**
 * What the router of an overlap did under the policy in force: shares by owner and by candidate, and its verdict.
 * Null for overlaps without a router, where the policy has decided nothing yet, or where the actor may not see it.
 */
export async function readOverlapTraffic(
  actor: Actor,
  overlap: OverlapView,
): Promise<OverlapTrafficPage | null> {
  const runs = overlap.path.find(({ relation }) => relation === "runs");
  if (!runs || !can(actor, "routing:read")) return null;
  const { view: policy } = await getRecord(actor, entities.policies, runs.id);
  const { stored, catalogue } = await withActor(actor, async (tx) => ({
    stored: await readTraffic(tx, Date.now()),
    catalogue: await loadCatalogue(tx),
  }));
  if (!stored) return null;
  const begun = formatDay(startOfDay(Date.parse(policy.from)));
  const from = [begun, stored.window.from].sort()[1] ?? begun;
  if (from >= stored.window.to) return null;
  const filters = { from, to: stored.window.to, router: policy.router, policy_version: policy.version };
  const owners = await share(actor, ShareQuery.parse({ ...filters, by: "owner" }));
  if (owners.total === 0) return null;
  const models = await share(actor, ShareQuery.parse({ ...filters, by: "model" }));
  const candidates = policy.models.map((name) => [name, matchModel(catalogue, name)?.model ?? name] as const);
  const traffic: OverlapTraffic = {
    ...filters,
    generated: stored.generated,
    decisions: owners.total,
    owners: ownersOf(owners, catalogue.parties),
    candidates: Object.fromEntries(candidates.map(([name, model]) => [name, shareOf(models, model)])),
  };
  return { traffic, neutrality: assess(actor, NeutralityQuery.parse(filters)) };
}

const shareOf = ({ rows }: ShareAnswer, model: string): number =>
  rows.find(({ key }) => key === model || key.endsWith(`/${model}`))?.share ?? 0;

/** Our own first, whoever of ours owns them; then the others, the largest share first. */
function ownersOf(
  { rows, first_party }: ShareAnswer,
  parties: readonly HueParty[],
): OverlapTraffic["owners"] {
  const hues = partyHues(parties);
  const own = {
    key: "",
    label: "Our own models",
    hue: "own" as const,
    decisions: first_party.decisions,
    share: first_party.share,
  };
  const others = rows
    .filter((row) => !row.first_party)
    .map(({ key, label, decisions, share }) => ({
      key,
      label,
      hue: hues.get(key) ?? ("others" as const),
      decisions,
      share,
    }));
  return first_party.decisions > 0 ? [own, ...others] : others;
}
