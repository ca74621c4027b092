import Link from "next/link";
import type { Definition } from "@/components/ui";
import type { FindingKind, FindingView } from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";
import { watchHref } from "./hrefs";
import { RESULT_WORDS } from "./strip-model";

export const FINDING_KIND_LABELS: Record<FindingKind, string> = {
  tilt: "Finding",
  failure: "Failed run",
  condition: "Overdue condition",
};

type Props = { finding: FindingView };

/** Code, kind, and what it belongs to: a clause of a commitment, or an overlap. */
export function FindingKicker({ finding }: Props) {
  const { code, kind, commitment, clause, condition } = finding;
  return (
    <>
      <span className="mono">{code}</span> · {FINDING_KIND_LABELS[kind].toLowerCase()}
      {commitment && clause ? (
        <>
          {" "}
          · clause <Link href={watchHref.commitment(commitment)}>{clause.replaceAll("-", " ")}</Link>
        </>
      ) : null}
      {condition ? (
        <>
          {" "}
          · <Link href={watchHref.overlap(condition.overlap)}>{condition.overlap}</Link>
        </>
      ) : null}
    </>
  );
}

/** What it says of what. */
export function FindingTitle({ finding }: Props) {
  const { verdict, check, condition, title } = finding;
  const href = check ? watchHref.check(check.id) : watchHref.condition(condition?.key ?? "");
  return (
    <>
      {verdict === "overdue" ? "Overdue" : RESULT_WORDS[verdict]}:{" "}
      <Link className="plain" href={href}>
        “{title}”
      </Link>
    </>
  );
}

/** What opened it and what closed it, with links. */
export function openedAndClosed({ finding }: Props): Definition[] {
  const { check, condition, opened_result, opened_day, closing_result, closing_judgement, closed_at } =
    finding;
  if (check)
    return [
      {
        term: "Opened by",
        value: opened_result && (
          <Link href={watchHref.result(check.id, opened_result)}>The result of {formatDate(opened_day)}</Link>
        ),
      },
      {
        term: "Closed by",
        value: closing_result && (
          <Link href={watchHref.result(check.id, closing_result)}>A later result</Link>
        ),
      },
    ];
  if (!condition) return [];
  const href = watchHref.condition(condition.key);
  return [
    {
      term: "Opened by",
      value: (
        <>
          <Link href={href}>{condition.key}</Link>, not proven by {formatDate(condition.due_on)}
        </>
      ),
    },
    {
      term: "Closed by",
      value: closing_judgement ? (
        <Link href={`${href}#judgements`}>A later judgement of proof</Link>
      ) : closed_at ? (
        "The end of the condition"
      ) : null,
    },
  ];
}

/** Where what it rests on stands. */
export function FindingBasis({ finding }: Props) {
  const { check, condition, window_from } = finding;
  if (check)
    return (
      <p>
        Version {check.check_version} of the check, window from {formatDate(window_from ?? "")}.
      </p>
    );
  if (!condition) return null;
  return (
    <p>
      Condition {condition.key}, due on {formatDate(condition.due_on)}. Demanded of:{" "}
      <Link href={watchHref.overlap(condition.overlap)}>{condition.overlap_title}</Link>
    </p>
  );
}
