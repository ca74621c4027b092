import { composeBandChart, policyMarks, sharedAxis } from "./chart";
import { composeFacts, guaranteeShown } from "./facts";
import type { Evidence, RouterStory, VerdictModel } from "./schema";
import { composeFinding, composeLead, findingText, storySentence } from "./sentences";
import { gravest, riseWord, routersTitle, verdictTitle } from "./words";

const fileName = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** The verdict of the overview as one model: sentences, figures and charts. Pure. */
export function composeVerdict(evidence: Evidence): Omit<VerdictModel, "digest"> {
  const { overall, routers, generated, window, marks } = evidence;
  const axis = sharedAxis(routers.map(({ answer }) => answer));
  const shared = { window, generated };
  const stories: RouterStory[] = routers.map(({ router, answer, check }) => ({
    router,
    check,
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
