import { type CheckDefinition, periodOf, type ResultListItem } from "@/lib/commitments";
import { capitalise, countInWords, numberWord } from "@/lib/kernel/format";
import { focusOf } from "./focus-words";
import { coversWords, figureWords, measureLabel, reasonWords } from "./result-words";
import { RESULT_WORDS } from "./strip-model";
import { tiltHeadline } from "./tilt-words";

type Titled = Pick<ResultListItem, "verdict" | "figures" | "window_from" | "day">;

/** What a result found, as a sentence: of a tilt the count of decisions first, of others the figure that is judged. */
export function resultTitle(result: Titled, { test }: Pick<CheckDefinition, "test">): string {
  const { verdict, figures } = result;
  const reason = figures.because[0] ? reasonWords(figures.because[0]) : null;
  if (verdict === "failed") return reason ?? "The run could not be completed.";
  const tilt = tiltHeadline(result, focusOf(test));
  if (tilt) return `${tilt}.`;
  const [first] = figures.measures;
  if (test.metric === "attestation" && first && first.value !== null)
    return `${capitalise(numberWord(first.value))} of ${countInWords(figures.n, "person", "people")} asked answered “kept”.`;
  const is = first ? figureWords(first) : null;
  return first && is
    ? `${measureLabel(first.name, focusOf(test))}: ${is}.`
    : (reason ?? `${RESULT_WORDS[verdict]}.`);
}

/** Which days and how much a result judged; of an attestation the period that it asked about. */
export function resultCovers(result: Parameters<typeof coversWords>[0], definition: CheckDefinition): string {
  const asked = definition.test.metric === "attestation";
  return coversWords(
    result,
    asked ? periodOf({ definition, runs_until: null }, result.day).from : result.window_from,
  );
}
