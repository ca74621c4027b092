import type { NeutralityWithSeries } from "@/lib/neutrality";
import { beyondWords } from "./bridge-words";
import { composeBandChart, policyMarks, sharedAxis } from "./chart";
import { composeFacts, guaranteeShown } from "./facts";
import type { CheckStanding, Evidence, RouterStory, VerdictModel } from "./schema";
import { carriedExcess, composeFinding, composeLead, findingText, storySentence } from "./sentences";
import { gravest, riseWord, routersTitle, taskWords, verdictTitle } from "./words";

const fileName = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** What the check of a story counts, which is another figure than the story's; null where it found no tilt. */
function countsOf(answer: NeutralityWithSeries, check: CheckStanding | null): RouterStory["counts"] {
  const { verdict } = answer.neutrality;
  const counts = check && (verdict === "breach" || verdict === "watch") ? beyondWords(check) : null;
  if (counts === null) return null;
  const task = carriedExcess(answer)?.task ?? null;
  return `${counts}, in all tasks${task === null ? "" : `; counted above is ${taskWords(task)} alone`}`;
}

/** The verdict of the overview as one model: sentences, figures and charts. Pure. */
export function composeVerdict(evidence: Evidence): Omit<VerdictModel, "digest"> {
  const { overall, routers, generated, window, marks } = evidence;
  const axis = sharedAxis(routers.map(({ answer }) => answer));
  const shared = { window, generated };
  const stories: RouterStory[] = routers.map(({ router, answer, check }) => ({
    router,
    check,
    counts: countsOf(answer, check),
    verdict: answer.neutrality.verdict,
    word: riseWord(answer.rise, answer.neutrality.verdict),
    sentence: storySentence({ router, answer, check }),
    rise: answer.rise,
    chart: composeBandChart({
      ...shared,
      axis,
      answer,
      subject: router,
      marks: policyMarks(
        marks.filter((mark) => mark.router === router),
        window.from,
        false,
      ),
      file_name: `share-${fileName(router)}`,
    }),
  }));
  return {
    verdict: gravest(overall.neutrality.verdict, routers),
    guarantee: guaranteeShown(evidence),
    title: verdictTitle(overall.neutrality.verdict, routers, generated),
    lead: composeLead(evidence),
    facts: composeFacts(evidence),
    finding: composeFinding(overall),
    finding_text: findingText(overall, routers.length),
    chart: composeBandChart({
      ...shared,
      axis: sharedAxis([overall]),
      answer: overall,
      subject: "All routers",
      marks: policyMarks(marks, window.from, true),
      file_name: "observed-and-expected-share",
    }),
    routers_title: routersTitle(routers, generated),
    routers: stories,
    method_version: overall.neutrality.method_version,
  };
}
