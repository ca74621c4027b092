import { capitalise, formatDayMonth, formatNumber, formatPercent } from "@/lib/kernel/format";
import { explainReason, type Neutrality, VERDICT_LABELS } from "@/lib/neutrality";
import type { Phrase } from "../overview/schema";
import { carriedExcess } from "../overview/sentences";
import { seenWords } from "./onset-words";
import type { NeutralityEvidence } from "./schema";
import { STANDARDS } from "./standards";
import { aboutCount, inTask, isMany, placeOf, sideOf, subjectWords, whoWords } from "./words";

/** What an inconclusive verdict wants: evidence, or more of the traffic to look at. */
function unsettled({ because: [first] }: Neutrality): string {
  if (first === "coverage") return "too little of the routed traffic can be compared.";
  if (first === "unattributed") return "too many decisions have a candidate whose owner is not known.";
  return "the evidence does not settle it either way yet.";
}

function finding(evidence: NeutralityEvidence): string {
  const { neutrality } = evidence.answer;
  const subject = subjectWords(neutrality, evidence.party_name);
  const place = placeOf(evidence.answer);
  const who = whoWords(evidence, evidence.router ?? place.router);
  const where = inTask(evidence.task ?? place.task);
  const favoured = sideOf(neutrality) === 1;
  const many = isMany(who);
  if (neutrality.verdict === "breach")
    return favoured
      ? `${who} ${many ? "prefer" : "prefers"} ${subject}${where}.`
      : `${who} ${many ? "treat" : "treats"} ${subject} worse than others${where}.`;
  if (neutrality.verdict === "watch")
    return `${who} ${many ? "lean" : "leans"} ${favoured ? "towards" : "away from"} ${subject}; whether by more than is material is not known.`;
  if (neutrality.verdict === "kept")
    return `no material tilt ${neutrality.direction === "both" ? "either way for" : favoured ? "towards" : "against"} ${subject}.`;
  if (neutrality.verdict === "inconclusive")
    return neutrality.usable === 0 ? "this baseline can judge no decision here." : unsettled(neutrality);
  return "no decision in this view can be tested.";
}

/** The verdict as a sentence that begins with its word: "Breach: Simulated Forge prefers our own models in chat." */
export const composeTitle = (evidence: NeutralityEvidence): string =>
  `${VERDICT_LABELS[evidence.answer.neutrality.verdict]}: ${finding(evidence)}`;

const count = (text: string): Phrase => ({ text, tone: "strong" });

function subjectPhrase(evidence: NeutralityEvidence): Phrase {
  const { neutrality } = evidence.answer;
  const tone = neutrality.focus === "first_party" ? "own" : "strong";
  return { text: subjectWords(neutrality, evidence.party_name), tone };
}

/** "About 4,200 of 340,487 requests went to our own models that a router that cannot see owners …" */
function countPhrases(evidence: NeutralityEvidence): Phrase[] {
  const { usable, observed, expected, baseline } = evidence.answer.neutrality;
  const { who } = STANDARDS[baseline];
  const beyond = observed.focal - expected.focal;
  const of = `${formatNumber(usable)} requests`;
  const subject = subjectPhrase(evidence);
  if (Math.round(beyond) === 0)
    return [
      { text: `Of ${of}, ` },
      subject,
      { text: who ? ` got as many as ${who} would have given them.` : " got the share fixed in advance." },
    ];
  const many = count(`${capitalise(aboutCount(beyond))} of ${of}`);
  if (!who)
    return [
      many,
      { text: beyond > 0 ? " went to " : " are missing from " },
      subject,
      { text: beyond > 0 ? " beyond the share fixed in advance." : " for the share fixed in advance." },
    ];
  return beyond > 0
    ? [many, { text: " went to " }, subject, { text: ` that ${who} would have sent elsewhere.` }]
    : [many, { text: ` went elsewhere that ${who} would have sent to ` }, subject, { text: "." }];
}

const between = (lower: number | null, upper: number | null): string | null => {
  const odds = (log: number) => formatNumber(Math.exp(log), 2);
  if (lower !== null && upper !== null) return `between ${odds(lower)} and ${odds(upper)} times`;
  if (lower !== null) return `at least ${odds(lower)} times`;
  return upper === null ? null : `at most ${odds(upper)} times`;
};

/** Where and since when, with shares and odds: "Since policy v3 began on 27 July, Simulated Forge …" */
function excessPhrases(evidence: NeutralityEvidence): Phrase[] {
  const { answer } = evidence;
  const { day, policy_version } = answer.neutrality.onset;
  const excess = carriedExcess(answer);
  if (!excess || day === null) return [];
  const since =
    policy_version === null
      ? `Since ${formatDayMonth(day)}, `
      : `Since policy ${policy_version} began on ${formatDayMonth(day)}, `;
  const who = whoWords(evidence, excess.router ?? evidence.router ?? placeOf(answer).router);
  const odds = between(excess.lower, excess.upper);
  return [
    { text: ` ${since}` },
    { text: `${who} ${isMany(who) ? "have" : "has"} chosen them in ` },
    count(formatPercent(excess.observed)),
    {
      text: ` of ${formatNumber(excess.decisions)} requests${inTask(excess.task)}, where ${formatPercent(excess.expected)} were expected${odds === null ? "" : ": odds "}`,
    },
    ...(odds === null ? [] : [count(odds)]),
    { text: "." },
  ];
}

function comparison({ observed, expected, tilt }: Neutrality): Phrase[] {
  if (observed.share === null || expected.share === null) return [];
  const odds = between(tilt.lower, tilt.upper);
  return [
    { text: " They were chosen in " },
    count(formatPercent(observed.share)),
    { text: ` of cases, where ${formatPercent(expected.share)} were expected` },
    ...(odds === null
      ? [{ text: "; the odds have no bounds yet." }]
      : [{ text: ": odds " }, count(odds), { text: "." }]),
  ];
}

/** Two digits, rounded up: nobody plans by the third. */
function roughly(decisions: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(decisions)) - 1);
  return formatNumber(Math.ceil(decisions / unit) * unit);
}

/** Counts that anyone understands, then shares and odds, then what holds the verdict back. */
export function composeLead(evidence: NeutralityEvidence): Phrase[] {
  const { neutrality } = evidence.answer;
  const { verdict, because, needed } = neutrality;
  if (neutrality.usable === 0) return because.map((code) => ({ text: `${explainReason(code)} ` }));
  const tilted = verdict === "breach" || verdict === "watch";
  const excess = tilted ? excessPhrases(evidence) : [];
  // The title says already what the verdict is; of guards and coverage the words here say more.
  const open = verdict === "watch" || verdict === "inconclusive";
  const told = open ? ["tilted", "not_enough_evidence"] : because.slice(0, 1);
  const reasons = because.filter((code) => !told.includes(code));
  const seen = seenWords(neutrality);
  const settle =
    needed !== null && needed > 0 && (verdict === "inconclusive" || verdict === "watch")
      ? [{ text: ` About ${roughly(needed)} more decisions like these would settle it.` }]
      : [];
  return [
    ...countPhrases(evidence),
    ...(excess.length > 0 ? excess : comparison(neutrality)),
    ...reasons.map((code) => ({ text: ` ${explainReason(code)}` })),
    ...(seen === null ? [] : [{ text: ` ${seen}` }]),
    ...settle,
  ];
}
