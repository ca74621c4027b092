import Link from "next/link";
import { TermOf } from "@/components/promise/TermOf";
import { type Definition, PageHeader, Unknown } from "@/components/ui";
import type { FindingListItem } from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";
import { checkLead, headedBy, headingWords } from "./check-heading";
import type { CheckPageProps } from "./check-page-props";
import { laterWords, recordedWords } from "./check-words";
import { namedOneWords } from "./commitment-words";
import { CHECK_STATUS_LABELS, FINDING_STATUS_LABELS } from "./finding-words";
import { watchHref } from "./hrefs";
import { metricLabel } from "./metric-words";
import { otherWords } from "./origin-words";
import { LatestVerdict, ResultMarkAlone } from "./ResultVerdictMark";
import { darkWords, RESULT_WORDS } from "./strip-model";
import { howWeKnowHref, termSearch } from "./term-search";

/** The days that the latest result judged; without one those of the window. */
const judgedDays = ({ latest }: CheckPageProps) =>
  latest ? { from: latest.window_from, day: latest.day } : null;

/** "F-0001: breach since 28 July 2026, open", and of which version where there are several. */
function Finding({ finding, several }: { finding: FindingListItem; several: boolean }) {
  const { code, verdict, opened_day, status, check } = finding;
  const says = verdict === "overdue" ? verdict : RESULT_WORDS[verdict].toLowerCase();
  return (
    <span className="block">
      <Link href={watchHref.finding(code)}>{code}</Link>: {says} since {formatDate(opened_day)},{" "}
      {FINDING_STATUS_LABELS[status].toLowerCase()}
      {several && check ? `, version ${check.check_version}` : ""}
    </span>
  );
}

/** A sentence whose findings can be opened, and whose codes do not break at their hyphen. */
const withCodes = (sentence: string) =>
  sentence.split(/(F-\d{4,})/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <Link key={part} className="nb" href={watchHref.finding(part)}>
        {part}
      </Link>
    ),
  );

/** The versions recorded before and after this one, as far as they stand beside it. */
function otherVersions({ check, beside }: CheckPageProps): Definition[] {
  const [words, last] = [laterWords(check), check.later.at(-1)];
  return [
    ...beside.map(({ check: { id, check_version, window }, latest }) => ({
      key: id,
      term: "Earlier version",
      value: (
        <>
          <Link href={watchHref.check(id)}>
            Version {check_version} runs on{window ? ` until ${formatDate(window.to)}` : ""}
          </Link>
          {latest ? ` and says ${RESULT_WORDS[latest.verdict].toLowerCase()}.` : ", without a result."}
        </>
      ),
    })),
    ...(words && last
      ? [{ term: "Later version", value: <Link href={watchHref.check(last.id)}>{words}</Link> }]
      : []),
  ];
}

/** Whether it stands out when the tilt checks of its clause are taken together: of those that take part. */
function amongOthers(props: CheckPageProps): Definition[] {
  const { id, named_over, status, definition } = props.check;
  const runs = status === "running" || status === "superseded";
  // Of two versions that ask the same the one that began first counts; what has no result has no part.
  const words =
    props.latest && runs && named_over?.counted.includes(id) ? namedOneWords(named_over, id) : null;
  if (!words) return [];
  return [
    {
      term: "With its clause’s other tilt checks",
      value: (
        <>
          {words},{" "}
          <TermOf term="strata" search={termSearch(definition, judgedDays(props))}>
            corrected for their number
          </TermOf>
        </>
      ),
    },
  ];
}

function rubricOf(props: CheckPageProps): Definition[] {
  const { check, latest, findings, versions } = props;
  const { window, clause, commitment, warnings, definition } = check;
  return [
    { term: "Latest", value: <LatestVerdict verdict={latest?.verdict ?? null} /> },
    {
      term: "Findings",
      value:
        findings.length === 0
          ? "none open"
          : findings.map((finding) => (
              <Finding key={finding.id} finding={finding} several={versions.length > 1} />
            )),
    },
    ...otherVersions(props),
    ...amongOthers(props),
    {
      term: "Window in course",
      value: window ? (
        `${formatDate(window.from)}, up to ${formatDate(window.to)}`
      ) : (
        <Unknown>none in course</Unknown>
      ),
    },
    { term: "Recorded", value: recordedWords(check) },
    { term: "Perhaps a slip", value: warnings.map(({ message }) => message).join(" ") || null },
    {
      term: "Clause",
      value: (
        <Link href={`${watchHref.commitment(commitment.key)}#${clause.key}`}>
          {clause.text ?? clause.key.replaceAll("-", " ")}
        </Link>
      ),
    },
    { term: "Recorded for other words", value: otherWords(check) },
    {
      term: "Terms",
      value:
        check.metric === "routing_tilt" ? (
          <Link href={howWeKnowHref(definition, judgedDays(props))}>How we know</Link>
        ) : null,
    },
  ];
}

/** What a version says, as a sentence beside its mark, with what was found and up to when. */
export function CheckHeader(props: CheckPageProps) {
  const { check, beside, findings, acts, asked } = props;
  const { key, metric, check_version, status } = check;
  const head = headedBy(props, beside, findings);
  const [first, ...rest] = checkLead(props, beside, findings);
  const dark = darkWords(check);
  return (
    <PageHeader
      size="record"
      mark={head ? <ResultMarkAlone verdict={head.verdict} /> : null}
      kicker={
        <>
          <span className="mono">{key}</span> · {metricLabel(metric).toLowerCase()} · version {check_version}{" "}
          · <b>{CHECK_STATUS_LABELS[status].toLowerCase()}</b>
        </>
      }
      title={headingWords(props, head)}
      lead={
        <>
          {asked ? (
            <>
              <b>{asked}</b>{" "}
            </>
          ) : null}
          {head && !asked ? <b>{first}</b> : first} {withCodes([...(dark ? [dark] : []), ...rest].join(" "))}
        </>
      }
      rubric={rubricOf(props)}
      actions={acts}
    />
  );
}
