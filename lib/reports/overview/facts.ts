import {
  capitalise,
  countInWords,
  formatCount,
  formatDate,
  formatDayMonth,
  formatNumber,
  formatPercent,
} from "@/lib/kernel/format";
import { describeOdds, type Neutrality, VERDICT_LABELS, type VerdictWord } from "@/lib/neutrality";
import { findingStands } from "./bridge-words";
import type { CheckStanding, Evidence, Fact, FactLink } from "./schema";
import { carriedExcess, worstRouter } from "./sentences";
import { gravest, isGraver, taskWords, verdictOf } from "./words";

const ONE_MILLION = Math.log(1e6);

/** How strongly the decisions speak against a tilt up to the materiality, in plain figures. */
function evidenceWords(log_e_value: number, alpha: number): { size: string; line: string } {
  const size =
    log_e_value > ONE_MILLION
      ? "over 1,000,000"
      : formatNumber(Math.exp(log_e_value), log_e_value < 2 ? 2 : 0);
  return { size, line: formatNumber(1 / alpha) };
}

const openedLinks = (check: CheckStanding): FactLink[] =>
  check.findings.map((finding) => ({
    text: finding.status === "open" ? finding.code : `${finding.code}, ${findingStands(finding)}`,
    href: `/promise/findings/${finding.code}`,
  }));

const checkLink = ({ key, id }: CheckStanding, text = key): FactLink => ({
  text,
  href: `/promise/checks/${id}`,
});

const largeSamples = (exact: boolean): string => (exact ? "" : ", in large samples");

const said = (verdict: CheckStanding["verdict"]): string =>
  verdict === "failed" ? "could not be run" : `says ${VERDICT_LABELS[verdict].toLowerCase()}`;

/** The evidence of a check that was recorded before its data: its level holds whenever somebody looks. */
function sureOfCheck(check: CheckStanding, shown: VerdictWord): Fact | null {
  if (check.log_e_value === null) return null;
  const { size, line } = evidenceWords(check.log_e_value, check.alpha);
  const other = check.verdict === shown ? "" : `; it ${said(check.verdict)}`;
  return {
    term: "How sure",
    value: `Evidence ${size} up to ${formatDayMonth(check.day)}; the line is ${line}: one false alarm in ${line}, however often one looks${largeSamples(check.exact)}. Fixed by a check recorded on ${formatDate(check.recorded_on)}, before its first day${other}`,
    links: [checkLink(check)],
  };
}

/** Whether a check says worse than the page does, or could not be run. */
const isWorse = ({ verdict }: CheckStanding, shown: VerdictWord): boolean =>
  verdict === "failed" || isGraver(verdict, shown);

/** Several routers, a check for each. One that says worse is named. */
function sureOfChecks(checks: readonly CheckStanding[], shown: VerdictWord): Fact {
  const levels = [...new Set(checks.map(({ alpha }) => formatNumber(1 / alpha)))];
  const last =
    checks
      .map(({ recorded_on }) => recorded_on)
      .sort()
      .at(-1) ?? "";
  const counted = checks.length === 1 ? "A check" : capitalise(countInWords(checks.length, "check"));
  const level = levels.map((line) => `one false alarm in ${line}`).join(" or ");
  const worse = checks.filter((check) => isWorse(check, shown));
  const names = worse.map(({ key, verdict }) => `; ${key} ${said(verdict)}`).join("");
  return {
    term: "How sure",
    value: `${counted}, recorded by ${formatDate(last)} before the days judged, each with ${level}, however often one looks${largeSamples(checks.every(({ exact }) => exact))}${names}`,
    links: checks.map((check) => checkLink(check)),
  };
}

function sureAfterwards({ log_e_value, alpha }: Neutrality): Fact | null {
  if (log_e_value === null) return null;
  const { size, line } = evidenceWords(log_e_value, alpha);
  return {
    term: "How sure",
    value: `Evidence ${size}; the line is ${line}, one false alarm in ${line}; asked after the fact, so exploratory`,
  };
}

const begun = ({ day, policy_version }: CheckStanding["onset"]): string | null =>
  day === null
    ? null
    : `${formatDate(day)}${policy_version === null ? "" : `, when policy ${policy_version} began`}`;

/** Marks decisions whose candidates no log carries. */
const declaredWords = ({ candidates }: Neutrality): string =>
  candidates.policy > 0
    ? `; the candidates of ${formatCount(candidates.policy, "decision")} come from declared policies, at list prices and estimated quality`
    : "";

/** The answer that the facts are about: the worst router's where one shows the verdict, else that of all together. */
function subjectOf({ overall, routers, check }: Evidence) {
  const verdict = gravest(overall.neutrality.verdict, routers);
  const worst = worstRouter(routers);
  const own = worst && verdictOf(worst) === verdict ? worst : undefined;
  const found = verdict === "breach" || verdict === "watch";
  return { verdict, answer: own?.answer ?? overall, check: (own ? own.check : check) ?? null, found };
}

/** The checks that say what the page says: that of the router shown, or one for each router. */
export function standingsShown(evidence: Evidence): readonly CheckStanding[] {
  const { found, check } = subjectOf(evidence);
  if (found) return check ? [check] : [];
  if (evidence.check) return [evidence.check];
  const each = evidence.routers.flatMap((router) => router.check ?? []);
  return each.length === evidence.routers.length ? each : [];
}

function sinceFact(evidence: Evidence, checks: readonly CheckStanding[], onset: string | null): Fact {
  const term = "Since when";
  const [check] = checks;
  const { found } = subjectOf(evidence);
  if (check && found) {
    const [first] = check.findings;
    const noted = first === undefined ? "" : `; found on ${formatDate(first.opened_day)}`;
    const own = begun(check.onset) ?? onset;
    if (own !== null) return { term, value: `${own}${noted}`, links: openedLinks(check) };
  }
  if (onset !== null) return { term, value: onset };
  const from = checks
    .map(({ window_from }) => window_from)
    .sort()
    .at(-1);
  return {
    term,
    value:
      from === undefined
        ? `Tested from ${formatDate(evidence.window.from)}, the first day of traffic`
        : `Tested from ${formatDate(from)} by a rule that was fixed before`,
  };
}

/** How large, how sure, since when, resting on. */
export function composeFacts(evidence: Evidence): Fact[] {
  const { overall } = evidence;
  const { answer, verdict, found } = subjectOf(evidence);
  const { neutrality } = answer;
  const excess = found ? carriedExcess(answer) : null;
  const odds = describeOdds(
    excess
      ? { usable: excess.decisions, tilt: { ...neutrality.tilt, ...excess, odds_ratio: null } }
      : overall.neutrality,
  );
  const { materiality, onset } = neutrality;
  // The figure is of these decisions; a check's own is of all since its window began.
  const where =
    excess && onset.day !== null
      ? `${excess.task ? ` in ${taskWords(excess.task)}` : ""} since ${formatDayMonth(onset.day)}`
      : "";
  const checks = standingsShown(evidence);
  const [check] = checks;
  const sure =
    (check && (found ? sureOfCheck(check, verdict) : sureOfChecks(checks, verdict))) ??
    sureAfterwards(neutrality);
  const { usable, coverage } = overall.neutrality;
  return [
    ...(odds === null
      ? []
      : [
          {
            term: "How large",
            value: `${capitalise(odds)}${where}; material from ${formatNumber(materiality, 2)}`,
          },
        ]),
    ...(sure ? [sure] : []),
    sinceFact(evidence, checks, excess ? begun(onset) : null),
    {
      term: "Resting on",
      value: `${formatCount(usable, "decision")}${coverage === null ? "" : `; ${formatPercent(coverage, 0)} of those routed could be compared`}${declaredWords(overall.neutrality)}`,
    },
  ];
}

/** The guarantee is a check's: only where it says what the page says, and none says worse. */
export function guaranteeShown(evidence: Evidence): Neutrality["guarantee"] {
  const { verdict } = subjectOf(evidence);
  const checks = standingsShown(evidence);
  const same = checks.some((check) => check.verdict === verdict);
  return same && !checks.some((check) => isWorse(check, verdict)) ? "anytime" : "exploratory";
}
