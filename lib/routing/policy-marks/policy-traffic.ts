import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import type { HueParty } from "@/lib/kernel/hue";
import { loadCatalogue, matchModel } from "@/lib/register/server";
import { type ShareAnswer, ShareQuery } from "../share/schema";
import { share } from "../share/share";
import { wholeRange } from "../share/view";
import { trafficDimensions } from "../store/dimensions";

type Policy = { router: string; version: string; models: readonly string[] };

export type PolicyCandidate = {
  model: string;
  owner: string | null;
  owner_name: string | null;
  first_party: boolean;
};

export type PolicyTraffic = {
  candidates: PolicyCandidate[];
  parties: readonly HueParty[];
  /** What the router chose under this version, by owner; null before any decision of it. */
  answer: ShareAnswer | null;
  generated: boolean;
};

/** Whose the candidates of a policy version are, and what its router did under it. */
export async function readPolicyTraffic(actor: Actor, policy: Policy): Promise<PolicyTraffic> {
  authorize(actor, "routing:read");
  const catalogue = await withActor(actor, loadCatalogue);
  const dimensions = await trafficDimensions(actor);
  const filters = { router: policy.router, policy_version: policy.version };
  const answer = dimensions
    ? await share(actor, ShareQuery.parse({ ...wholeRange(dimensions), ...filters }))
    : null;
  const candidates = policy.models.map((model) => {
    const found = matchModel(catalogue, model);
    const { owner = null, owner_name = null, first_party = false } = found ?? {};
    return { model, owner, owner_name, first_party };
  });
  const seen = answer !== null && answer.total > 0;
  return {
    candidates,
    parties: catalogue.parties,
    answer: seen ? answer : null,
    generated: dimensions?.generated ?? false,
  };
}
