import { withActor } from "@/lib/db/server";
import { evidenceHolds } from "../attestations/rules";
import type { AttestationAnswerView } from "../attestations/schema";
import { readAnswers } from "../attestations/store";
import { type Day, plusDays } from "../day";
import { isDueDay, type Scheduled } from "../schedule/due";
import { CHECKS } from "../system";
import type { Judged, Judging, Metric } from "./metric";

type Answer = Pick<
  AttestationAnswerView,
  "id" | "day" | "email" | "answer" | "evidence_sha256" | "expires_on"
>;
type AttestationDay = {
  answers: Answer[];
  /** The last due day, of a run between due days; null: the window has had none yet. Absent of a run on a due day. */
  due?: Day | null;
};

/** The last due day of a window up to a day; null where it has had none. */
function lastDue(definition: Scheduled["definition"], window_from: Day, upto: Day): Day | null {
  for (let day = upto; day >= window_from; day = plusDays(day, -1))
    if (isDueDay({ definition, runs_until: null }, day)) return day;
  return null;
}

/**
 * What the people who were asked answered for the latest period that is due. Weaker than a metric, and shown so. A run
 * between due days judges the period before: nobody can have answered for the one in course.
 */
export const ATTESTATION: Metric<"attestation"> = {
  per: () => "run",
  measure: async ({ check, window_from, day }) => {
    const window = { from: window_from, to: plusDays(day, 1) };
    const found = await withActor(CHECKS, (tx) => readAnswers(tx, check.id, window));
    const answers = found.map(({ id, day: of, email, answer, evidence_sha256, expires_on }) => {
      return { id, day: of, email, answer, evidence_sha256, expires_on };
    });
    const due = lastDue(check.definition, window_from, day);
    const content: AttestationDay = { answers, ...(due === day ? {} : { due }) };
    return { days: new Map([[day, content]]), fits: [] };
  },
  judge: judgeAnswers,
};

/**
 * `breach` when somebody says that it was not kept; `kept` when everybody asked says that it was, on evidence that holds
 * where it was asked for; else `inconclusive`, and `no_data` without an answer for the period.
 */
export function judgeAnswers({
  test,
  day,
  days,
}: Pick<Judging<"attestation">, "test" | "day" | "days">): Judged {
  const content = days.at(-1)?.content as AttestationDay | undefined;
  const period = content?.due === undefined ? day : content.due;
  const answers = (content?.answers ?? []).filter((answer) => answer.day === period);
  const of = (email: string) => answers.find((answer) => answer.email === email.toLowerCase());
  const holding = (answer: Answer | undefined) => answer !== undefined && evidenceHolds(answer, test, day);
  const kept = test.people.filter((email) => of(email)?.answer === "kept" && holding(of(email)));
  const because = [
    ...(answers.some(({ answer }) => answer === "not_kept") ? ["said_not_kept"] : []),
    ...(test.people.some((email) => !of(email)) ? ["not_all_answered"] : []),
    ...(answers.some(({ answer }) => answer === "cannot_say") ? ["said_cannot_say"] : []),
    ...(answers.some((answer) => answer.answer === "kept" && !holding(answer)) ? ["without_evidence"] : []),
  ];
  const verdict = (): Judged["verdict"] => {
    if (answers.length === 0) return "no_data";
    if (because.includes("said_not_kept")) return "breach";
    return kept.length === test.people.length ? "kept" : "inconclusive";
  };
  return {
    verdict: verdict(),
    figures: {
      measures: [
        {
          ...{ name: "answered_kept", unit: "count", value: kept.length },
          ...{ lower: null, upper: null, limit: test.people.length },
        },
      ],
      n: test.people.length,
      because: because.length > 0 ? because : ["all_say_kept"],
      tilt: null,
      rows: test.people.map((email) => ({
        ...{ label: email, group: null, n: null },
        value: of(email)?.answer === "kept" ? 1 : of(email)?.answer === "not_kept" ? 0 : null,
      })),
    },
    b_version: null,
  };
}
