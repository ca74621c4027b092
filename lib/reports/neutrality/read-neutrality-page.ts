import { type Actor, authorize, can } from "@/lib/access";
import { listScoreChecks, listTiltStandings } from "@/lib/commitments/server";
import { withActor } from "@/lib/db/server";
import type { NeutralityWithSeries } from "@/lib/neutrality";
import { assessWithSeries } from "@/lib/neutrality/server";
import type { TrafficDimensions } from "@/lib/routing";
import { readParties, readPolicyMarks, trafficDimensions } from "@/lib/routing/server";
import { readTraffic } from "../overview/read-traffic";
import type { TrafficWindow } from "../overview/schema";
import { composeAskedBefore, scoreCheckOf } from "./asked-before";
import { composeNeutralityPage } from "./compose";
import { wholeDays } from "./evidence-chart";
import type { NeutralityEvidence, NeutralityModel } from "./schema";
import { type NeutralityView, readNeutralityView } from "./view";

type Parties = Awaited<ReturnType<typeof readParties>>;

/** What the address asks for, with what there is to ask about; null before any traffic is stored. */
export type NeutralityQuestion = {
  view: NeutralityView;
  /** The range that is asked about when the address names none. */
  whole: TrafficWindow;
  dimensions: TrafficDimensions;
  parties: Parties;
  generated: boolean;
};

export type NeutralityPage = { model: NeutralityModel; evidence: NeutralityEvidence };

type Search = Record<string, string | string[] | undefined>;

/** Reads the address of the page. A focus on a party that is not there is left out and named. Throws 403. */
export async function readNeutralityQuestion(
  actor: Actor,
  search: Search,
): Promise<NeutralityQuestion | null> {
  authorize(actor, "routing:read");
  const dimensions = await trafficDimensions(actor);
  const traffic = dimensions && (await withActor(actor, (tx) => readTraffic(tx, Date.now())));
  if (!dimensions || !traffic) return null;
  const parties = await readParties(actor);
  const whole = traffic.window;
  const range = { from: whole.from, to: whole.to };
  const asked = readNeutralityView(search, range);
  const known = nameOf(asked.query.focus, parties) !== undefined;
  const view = known
    ? asked
    : {
        ...readNeutralityView({ ...search, focus: undefined }, range),
        ignored: [...asked.ignored, "focus"],
      };
  return {
    view,
    whole,
    dimensions,
    parties,
    generated: traffic.generated,
  };
}

/** The answer to the question, as the machine interface gives it, with the series of its charts. */
export const readNeutralityAnswer = (
  actor: Actor,
  { view }: NeutralityQuestion,
): Promise<NeutralityWithSeries> => assessWithSeries(actor, view.query);

/** The verdict on the question with its proofs. */
export async function readNeutralityPage(
  actor: Actor,
  { view, whole, parties, generated }: NeutralityQuestion,
): Promise<NeutralityPage> {
  const { query } = view;
  const answer = await assessWithSeries(actor, query);
  const days = wholeDays(query);
  // Days that have not come are no gaps.
  const to = days.to > whole.to && whole.to > days.from ? whole.to : days.to;
  const window = { from: days.from, to, incomplete: whole.incomplete && to >= whole.to };
  const router = query.router ?? null;
  const marks = await withActor(actor, (tx) =>
    readPolicyMarks(tx, { ...window, ...(router === null ? {} : { router }) }),
  );
  const routers = new Set(answer.neutrality.strata.map((row) => row.router));
  const reads = can(actor, "promise:read");
  const [standings, scores] = reads
    ? await Promise.all([listTiltStandings(actor), listScoreChecks(actor)])
    : [[], []];
  const evidence: NeutralityEvidence = {
    answer,
    window,
    generated,
    marks: marks.filter((mark) => routers.has(mark.router)),
    router,
    task: query.task ?? null,
    party_name: nameOf(query.focus, parties) ?? null,
    covariates_asked: query.covariates !== undefined,
    asked_before: composeAskedBefore(standings, answer.neutrality, router),
    score_check: scoreCheckOf(scores, answer.neutrality),
  };
  return { model: composeNeutralityPage(evidence), evidence };
}

/** The name of the party in the focus; null for our own and investees; undefined where nobody has the key. */
function nameOf(focus: string, parties: Parties): string | null | undefined {
  const key = /^party:(.*)$/.exec(focus)?.[1];
  if (key === undefined) return null;
  return parties.find((party) => party.key === key)?.name;
}
