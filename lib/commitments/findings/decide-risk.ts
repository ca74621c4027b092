import { type Actor, actorRef } from "@/lib/access";
import { conflict, personRequired } from "@/lib/kernel/errors";
import { toDate } from "../day";
import { personBehind } from "../person-behind";
import { actOnFinding, type Deed, type Scene } from "./act";
import { pendingRisk, type RiskRequest } from "./risk-request";
import type { FindingView, RiskDecisionInput } from "./schema";

/** Accepts or refuses what another person asked for. Keys are refused; 409 for the one who asked, and where nobody did. */
export function decideRisk(actor: Actor, id: string, input: RiskDecisionInput): Promise<FindingView> {
  if (actor.kind !== "person") throw personRequired();
  const accepted = input.outcome === "accepted";
  return actOnFinding(actor, id, accepted ? "accept_risk" : "refuse_risk", async (scene) => {
    const request = await readRequest(scene);
    if ((await personBehind(scene.tx, request.requested_by)) === actorRef(actor))
      throw conflict("self_approval", "Another person than the one who asked decides.");
    const note = input.note === undefined ? {} : { note: input.note };
    return accepted ? accept(scene, request, note) : refuse(request, note);
  });
}

async function readRequest({ tx, finding }: Scene): Promise<RiskRequest> {
  const events = await tx.findingEvent.findMany({
    where: { finding_id: finding.id },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const request = pendingRisk(events);
  if (!request) throw conflict("no_request", "Nobody asks that this risk be accepted.");
  return request;
}

type Note = { note?: string };

function accept({ today }: Scene, { until }: RiskRequest, note: Note): Deed {
  if (until <= today) throw conflict("request_over", `It was asked for up to ${until}; that day has come.`);
  return {
    data: { risk_until: toDate(until) },
    events: [{ kind: "risk_accepted", detail: { until, ...note } }],
    reason: note.note,
  };
}

const refuse = ({ until }: RiskRequest, note: Note): Deed => ({
  events: [{ kind: "risk_refused", detail: { until, ...note } }],
  reason: note.note,
});
