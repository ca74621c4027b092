import { formatNumber } from "@/lib/kernel/format";
import { NeutralityQuery, parseReference } from "@/lib/neutrality";
import { taskWords } from "../overview/words";

/** Where a share fixed in advance is chosen and none was said: one in four. */
export const DEFAULT_REFERENCE = "0.25";

/** As the machine interface takes it where none was said. */
export const DEFAULT_MATERIALITY_SHARE = 0.001;

/** What was typed, as the address takes it and in words; or what is wrong with it, in the machine interface's own words. */
export type ReadShare = { value: string; words: string } | { error: string };

type ShareField = "reference" | "materiality_share";

const BASELINES: Record<ShareField, string> = {
  reference: "reference_share",
  materiality_share: "declared_policy",
};

const tidy = (value: number): string => String(Number(value.toPrecision(12)));

/** "25 %" and ".25" become 0.25, also inside "chat: 30 %, code: 20 %". */
const asFractions = (typed: string): string =>
  typed
    .replaceAll(/(\d*\.?\d+)\s*%/g, (_, percent: string) => tidy(Number(percent) / 100))
    .replaceAll(/\s*([:,])\s*/g, "$1")
    .replaceAll(/(^|[:,])\.(\d)/g, "$10.$2")
    .trim();

/** Reads what a person typed as one of the shares of the question. Pure. */
export function readShareField(name: ShareField, typed: string): ReadShare {
  const value = asFractions(typed);
  const asked = { from: "2026-01-01", to: "2026-01-02", baseline: BASELINES[name], [name]: value };
  const fault = NeutralityQuery.safeParse(asked).error?.issues.find(({ path }) => path[0] === name);
  if (fault) return { error: fault.message };
  return { value, words: name === "reference" ? referenceWords(value) : shareOfDecisions(Number(value)) };
}

/** All decimals that were said: 0.001 → "0.1 %". */
function percentWords(share: number): string {
  const percent = Number((share * 100).toPrecision(10));
  const decimals = /\.(\d+)$/.exec(String(percent))?.[1]?.length ?? 0;
  return `${formatNumber(percent, decimals)}\u00a0%`;
}

/** "0.1 % of the decisions". */
export const shareOfDecisions = (share: number): string => `${percentWords(share)} of the decisions`;

const SHOWN = 2;

/** "25 % for every task"; "30 % in chat, 20 % in code completion and two more". */
export function referenceWords(reference: string): string {
  const shares = parseReference(reference) ?? [];
  const [first] = shares;
  if (!first) return "not readable";
  if (first.task === null) return `${percentWords(first.share)} for every task`;
  const said = shares
    .slice(0, SHOWN)
    .map(({ task, share }) => `${percentWords(share)} in ${taskWords(task ?? "")}`)
    .join(", ");
  const more = shares.length - SHOWN;
  return more > 0 ? `${said} and ${formatNumber(more)} more` : said;
}
