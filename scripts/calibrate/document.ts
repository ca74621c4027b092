import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compared } from "./http";
import { methodsTables, putBetween } from "./methods-tables";
import { alarmsPicture, delaysPicture, keptPicture } from "./pictures";
import { ALPHA, DAYS } from "./plan";
import { refuted, type Summary } from "./summary";
import { tableOf, variantAlarms, variantDelays, wordsOf } from "./text";

const DOCS = join(import.meta.dirname, "../../docs");

const HEAD = `# Calibration: how often the test errs, and how soon it sees

Written by \`npm run calibrate\`; the seeds are fixed, so every run writes the same figures. Streams of decisions
are simulated for ${DAYS} days, entered into the product's calibration table (512 bins of q by day and task, or the tables of
an experiment) and put through its statistics after each day, as somebody would who looks daily. α = ${ALPHA}, θ_m = ln 1.05,
direction \`for\`. Guards are left out: they only ever turn a breach into a watch. At the last look of every stream the
figures are compared with the product's own judgement of the whole table, and the run ends where they differ by more than
1e-9.

In brackets stand intervals of 95 %: exact ones of how often something happened (Clopper & Pearson), and of means by their
standard error.`;

const ALARMS = `## False alarms

A stream counts once, whenever in the year it happened. Each claim has level α = 1 %: it is refuted where the lower end of
an interval lies above that; then the run ends with a fault. Lines end where intervals do; the broken line is α.

![Streams called a breach, in per cent](img/calibration-alarms.svg)`;

const SIMULATED: Record<string, string> = {
  "Known q, independent decisions": `200 decisions a day of four tasks, whose q is logit-normal (means −1.5, −0.7, −0.2, 0.4; deviation 0.8). Where
tasks drift, work moves over the year from the first tasks to the last ones, and the focal share rises without any tilt. φ is 1.`,
  "Known q, tenants with tastes": `As above, with tenants of unequal size (log-normal, deviation 1; the very unequal ones 1.5). A tenant's taste u, uniform
within the range stated, shifts the probability p of a focal choice by u p (1 − p); the mean over tenants stays as it was. φ
is by tenant, from the days so far.`,
  "Estimated b": `40 decisions a day of 100 tenants, over two own models and four of four partners, each offered with probability 0.8; the
router weighs quality 3, ln cost −0.7 and latency −0.5 per second. After each day b is fitted anew to the partner choices so
far, and q, its derivative, S (robust by tenant or inverse Hessian) and φ with it. The last column shows what the deflator
is for: the same evidence with η = 1.`,
  "An owner-blind copy": `200 decisions a day of both arms together, of the four tasks and of 200 tenants with tastes of ±0.3. Each task's log-odds
move from day to day (what is left of a shift on the next day is 0.98 of it, the shock has a deviation of 0.1), so that no
day's share is known from the others. Chance gives an arm either to each decision or, once and for all, to each tenant.
φ is by tenant, from the days so far. The second opinion is the two-stream e-value, which knows neither φ nor
materiality: it is asked where chance gave an arm to each decision and the tilt is 0.`,
  "Strata fixed beforehand": `200 decisions a day in ten strata, the k-th with a share in proportion to 1/k, the last of them \`other\`; means of q
as above, in turn. E is 0.9 of that of all decisions together and 0.1 of the mean of the strata's. Those named are selected by
e-BH at each look; a stream counts where it ever named one.`,
};

const VARIANTS = `## If φ were counted about another tilt

φ is counted about q, so that a tilt that all tenants share counts as dependence, and slows the evidence down. The same
streams with φ about two other tilts, V that of the choices so tilted. The product uses neither; these figures are no
claims of its, but what it would take to change the definition.

*About the tilt that all share*, each tenant left out in turn (jackknife): consistent for many tenants under any tilt. Where a
few tenants carry the traffic their tastes are the common tilt, and what is left about it says too little of them: the level
does not hold. *About the tilt that is refuted*, θ_m for E(θ_m) (and about q for E(0), as it is): the sum of x is then compared
with the very squares that it is a sum of, which holds for few and unequal tenants as well ([methods](methods.md), The
deflator).`;

const DELAY = `## Delay

Decisions from the day on which the tilt began to the daily look that called it a breach, over \`ln(1/α) / KL\`, KL being the
divergence of the tilt from θ_m, averaged over q: what the best test would need on average that knows the tilt and when
it began. 100 decisions a day, steady tasks, q known, unless stated. "Never" counts streams without a breach at the end of the
year; they enter as if it had come on the last day. "Too early" counts streams called a breach before the tilt; they
do not enter. The broken lines are the aims.

The same mean is made a second time: the log-likelihood of the tilt over that of θ_m, from its beginning to the look that
called it, has the mean KL × decisions (Wald 1945), and varies far less from stream to stream. An aim is reached or missed where
the closer interval lies to one side of it. Both means are without bias; of so many rows some have intervals that lie apart by
chance.

![Decisions until a breach](img/calibration-delays.svg)`;

const DELAYED: Record<string, string> = {
  "Tilted with a policy version": `Policy versions begin on day 90 and, for the third, on day 180; the tilt comes with the last one. Starts further down the
list carry a smaller stake, and that is what the delay shows. Of the third version: its stake of 1/24 costs ln 24 = 3.2 where
ln(1/α) is 4.6; the rest is the ten steps (1.5 to 1.8) and waiting for the end of the day (a fiftieth of the ideal). The
stakes of all starts add up to 1, and the third's can grow only by what the fourth's and later ones' lose: to bring the
mean of tilt 0.15 to 2 it would have to be four to five tenths larger.`,
  "Tilted from the start, phi by tenants without tastes": `Decisions are independent, but φ is estimated by tenants of unequal size (log-normal, deviation 1), as the product does.
Its sums of x − q are not centred: a tilt that all tenants share counts as dependence. The fewer the tenants, the more it
costs, and where few carry the traffic even a large tilt may never be called a breach.`,
  "Tilted from the start, b estimated, phi by 100 tenants":
    "40 decisions a day, b, S and φ from the days so far as above.",
  "Tilted from the start, beside an owner-blind copy": `200 decisions a day of both arms together, each by chance, of 200 tenants without tastes; φ by tenant. KL is that of the
law given the sums of both arms, so that the ideal counts decisions of both; a copy of a fifth tells less than one of a half.`,
  "Tilted from the start in fixed strata": `200 decisions a day in ten strata as above. The ideal knows which stratum is tilted and looks at no other, but counts the
decisions of all. "Never, all together" counts streams that E of all decisions together did not call a breach within the
year. A stratum is named when e-BH selects it; other ones named beside it are false.`,
};

const KEPT = `## How long \`kept\` outlives a tilt

200 decisions a day, neutral until day 250, then tilted without a new policy version: \`kept\` speaks of an average
since its starts, and fades as the tilt goes on. A new version ends it by itself: from there nothing is ruled out yet. So
the last row says only when the tilt was noticed.

![Share of streams still kept](img/calibration-kept.svg)`;

const THROUGH = `## Through ingest and HTTP

The figures above are made without a server. Streams of the scenarios with candidates also go as native NDJSON
through \`POST /api/v1/ingest/decisions\` into a server as \`npm start\` runs it, which is then asked by \`GET /api/v1/neutrality\`
after 30, 120 and 365 days.`;

const LIMITS = `## What it does not say

- Simulated routers choose by a logit. Choices that violate independence of irrelevant alternatives are not simulated.
- Tenants differ in taste and size, not over time.
- Scenarios with estimated b rest on large samples; other prices, fewer decisions or other tenants give other figures.
- Strata are simulated with known q and independent decisions, an experiment with one router.
- Direction \`against\` and several routers are not simulated.`;

const sections = (summaries: readonly Summary[], asks: Summary["asks"], words: Record<string, string>) =>
  summaries
    .filter((summary) => summary.asks === asks)
    .map((summary) => {
      const { title } = summary.section;
      return [`### ${title}`, words[title], tableOf(summary)].filter(Boolean).join("\n\n");
    });

/** Writes docs/calibration.md, its pictures, and the tables in docs/methods.md that are made of them. */
export function writeDocument(summaries: readonly Summary[], compared: Compared | null): void {
  const faults = refuted(summaries);
  const parts = [
    HEAD,
    ALARMS,
    ...(faults.length > 0 ? [`**Refuted:** ${faults.join(" ")}`] : ["No claim is refuted."]),
    ...sections(summaries, "alarms", SIMULATED),
    DELAY,
    ...sections(summaries, "delay", DELAYED),
    KEPT,
    ...summaries.filter(({ asks }) => asks === "kept").map(tableOf),
    VARIANTS,
    variantAlarms(summaries.flatMap((one) => (one.asks === "alarms" ? one.rows : []))),
    variantDelays(summaries.flatMap((one) => (one.asks === "delay" ? one.rows : []))),
    ...(compared ? [THROUGH, wordsOf(compared)] : []),
    LIMITS,
  ];
  writeFileSync(join(DOCS, "calibration.md"), `${parts.join("\n\n")}\n`);
  const methods = join(DOCS, "methods.md");
  writeFileSync(methods, putBetween(readFileSync(methods, "utf8"), methodsTables(summaries)));
  const rows = <T extends Summary["asks"]>(asks: T) =>
    summaries.filter((summary): summary is Extract<Summary, { asks: T }> => summary.asks === asks);
  mkdirSync(join(DOCS, "img"), { recursive: true });
  const write = (name: string, svg: string) =>
    writeFileSync(join(DOCS, "img", `calibration-${name}.svg`), svg);
  write("alarms", alarmsPicture(rows("alarms").flatMap((one) => one.rows)));
  write(
    "delays",
    delaysPicture(rows("delay").flatMap((one) => one.rows.filter(({ scenario }) => plain(scenario)))),
  );
  write(
    "kept",
    keptPicture(
      rows("kept").flatMap((one) => one.rows.filter(({ scenario }) => scenario.versions.length === 0)),
    ),
  );
}

/** Scenarios that have aims, and their larger tilts: known q without tenants. */
const plain = (scenario: Summary["section"]["scenarios"][number]): boolean =>
  scenario.kind === "known" && scenario.tenants === null && !scenario.strata;
