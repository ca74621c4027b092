import type { CheckDefinition, ResultListItem } from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";
import { definitionWords } from "./definition-words";
import { resultTitle } from "./result-title";
import { figureWords, limitWords, reasonWords } from "./result-words";
import { namedWords } from "./strata-words";
import { RESULT_WORDS } from "./strip-model";
import { tiltSentences } from "./tilt-words";

export type FoundResult = Pick<ResultListItem, "id" | "verdict" | "figures" | "window_from" | "day">;
type Definition = CheckDefinition;

/** What a result found that opened a finding: the rule, how much, since when, where. The title stands above. */
export function foundSentences(result: FoundResult, definition: Definition): string[] {
  const { figures, verdict } = result;
  const [rule = ""] = definitionWords(definition);
  const { test } = definition;
  if (verdict === "failed") return [rule];
  const [first] = figures.measures;
  const [is, limit] = first ? [figureWords(first), limitWords(first)] : [null, null];
  if (test.metric !== "routing_tilt")
    return [rule, ...figures.because.map(reasonWords), ...(limit ? [`The limit: ${limit}.`] : [])];
  const named = figures.tilt ? namedWords(figures.tilt) : null;
  // The last sentence is about the table of a result's own page.
  const told = tiltSentences(result, test.focus).slice(0, -1);
  return [
    rule,
    ...told,
    ...(named ? [named] : []),
    ...(is && limit
      ? [`On average over the window: odds ${is}; material from ${limit.replace(/^at (most|least) /, "")}.`]
      : []),
  ];
}

/** "By the result of 20 November 2026 it says breach: 4,208 decisions …" Null where that is the one that opened it. */
export function nowSentence(
  opened: FoundResult,
  latest: FoundResult | null,
  definition: Definition,
): string | null {
  if (!latest || latest.id === opened.id) return null;
  return `By the latest result, of ${formatDate(latest.day)}, it says ${RESULT_WORDS[latest.verdict].toLowerCase()}: ${resultTitle(latest, definition)}`;
}
