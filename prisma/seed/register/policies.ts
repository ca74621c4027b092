import { type DemoPeriod, dayStart } from "../traffic";
import { MODELS } from "../traffic/models";
import { type DemoRouter, ROUTERS, WEIGHTS } from "../traffic/story";
import type { List } from "./document";
import { S0, S2, S4 } from "./facts";

/** The real router, as reports describe it; no policy of it was published, and none of its decisions is here. */
const REPORTED: List<"policies">[number] = {
  router: "AWS model router",
  version: "as reported in April 2026",
  from: "2026-04-08T00:00:00Z",
  models: ["titan-text-express", "claude-3-5-sonnet", "gpt-4o"],
  note: "Reports name Titan, Claude 3.5 and GPT-4o as what it chooses between. The date is that of the first report.",
  sources: [S0, S2, S4],
};

const NOTICE = {
  first: "Simulated: none recorded.",
  later: "Simulated: partners were told three days before.",
};

const versionsOf = (router: DemoRouter, period: DemoPeriod): List<"policies"> =>
  router.versions.map(({ version, from_day, note }, i) => ({
    router: router.name,
    version,
    from: new Date(dayStart(period, from_day)).toISOString(),
    aliases: [router.alias],
    rule: { kind: "weighted", weights: { ...WEIGHTS } },
    models: MODELS.map((model) => model.name),
    notice: i === 0 ? NOTICE.first : NOTICE.later,
    note: `Simulated router. ${note}`,
  }));

/** The versions of the simulated routers, dated with the traffic that they decide, and the reported router. */
export const policiesFor = (period: DemoPeriod): List<"policies"> => [
  ...ROUTERS.flatMap((router) => versionsOf(router, period)),
  REPORTED,
];
