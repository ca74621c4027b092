import type { Actor } from "@/lib/access";
import { parseInstant } from "@/lib/kernel/time";
import { assess } from "../assess";
import { type Prepared, withPreparedWindow } from "../baselines/prepare-window";
import { type Context, partyOf } from "../context";
import { describeRule } from "../preflight/words";
import { type RuleFits, ruleFits } from "../rules/rule-fits";
import type { Neutrality, NeutralityQuery } from "../schema";
import type { Sign } from "../stats/needed";
import { instantOf, readLabels } from "../store/candidate-rows";
import { modelsByCode } from "../store/names";
import { oneAtATime } from "../turns";
import { focusSubject } from "../words";
import type { TellingRow } from "./read-rows";
import type { TellingDecision } from "./schema";
import { type RowContext, toTellingDecision } from "./view";

/** The prepared window with the coefficients of its verdict, and which way its question goes. */
export type TellingWindow = {
  verdict: Neutrality;
  prepared: Prepared;
  coefficients: ReadonlyMap<number, readonly number[]>;
  sign: Sign;
  /** Rows as they leave, in the order given. */
  viewsOf: (rows: readonly TellingRow[]) => Promise<TellingDecision[]>;
};

/** Runs `work` on the window's tested decisions by the standard between partners, whatever other baseline is asked for. */
export async function withTellingWindow<T>(
  actor: Actor,
  query: NeutralityQuery,
  context: Context,
  work: (window: TellingWindow) => Promise<T>,
): Promise<T> {
  const asked = { ...query, baseline: "partner_revealed" as const };
  const verdict = await assess(actor, asked);
  const fixed = { ...asked, covariates: verdict.covariates };
  return oneAtATime(() =>
    withPreparedWindow(fixed, context, { detail: true }, (prepared) =>
      work({
        verdict,
        prepared,
        coefficients: coefficientsOf(verdict, prepared),
        sign: signOf(verdict),
        viewsOf: (rows) => viewsOf(rows, { query, context, prepared }),
      }),
    ),
  );
}

/** Of the verdict's fits, so that lists that are read page by page rest on one and the same estimate. */
function coefficientsOf({ fits }: Neutrality, { versions }: Prepared): Map<number, readonly number[]> {
  return new Map(
    versions.flatMap(({ router, policy_version }, index) => {
      const fit = fits.find((one) => one.router === router && (one.policy_version ?? "") === policy_version);
      const estimates = fit?.baseline_model?.coefficients.map(({ estimate }) => estimate);
      return estimates ? [[index + 1, estimates] as const] : [];
    }),
  );
}

/** Both ways asked: the way that the decisions lean. */
const signOf = ({ direction, lift }: Neutrality): Sign =>
  direction === "for" || (direction === "both" && (lift ?? 0) >= 0) ? 1 : -1;

type Known = { query: NeutralityQuery; context: Context; prepared: Prepared };

async function viewsOf(rows: readonly TellingRow[], known: Known): Promise<TellingDecision[]> {
  const { query, context, prepared } = known;
  const labels = await readLabels(rows);
  const models = modelsByCode(prepared.names, context.catalogue);
  const sources = new Map(context.sources.map(({ no, key }) => [no, key]));
  const window = { from_ms: parseInstant(query.from) ?? 0, to_ms: parseInstant(query.to) ?? 0 };
  const rules = ruleFits(prepared.versions, context.rules, window);
  const party = context.catalogue.parties.find(({ key }) => key === partyOf(query.focus));
  const spoken = focusSubject(query.focus, party?.name);
  const subject = spoken.charAt(0).toLowerCase() + spoken.slice(1);
  return rows.map((row) => {
    const version = prepared.versions[row.fit - 1];
    const { rule, policy_version } = ruleOf(row, rules);
    return toTellingDecision(row, {
      router: version?.router ?? "",
      policy_version: version?.policy_version ? version.policy_version : policy_version,
      task: labels.get(`${row.source}:${row.decision_id}`)?.task || null,
      source: sources.get(row.source) ?? String(row.source),
      models,
      rule,
      subject,
    });
  });
}

/** The rule in force for a decision, and the version that declares it. */
function ruleOf(
  { fit, occurred_at }: TellingRow,
  { fits, stretches }: RuleFits,
): { rule: RowContext["rule"]; policy_version: string | null } {
  const at_ms = Date.parse(instantOf(occurred_at));
  const list = stretches[fit - 1] ?? [];
  const stretch = list.findLast(({ from_ms }) => from_ms <= at_ms) ?? list[0];
  const found = stretch ? fits[stretch.fit - 1] : undefined;
  const rule =
    found?.declared && "rule" in found.judged
      ? { words: describeRule(found.declared), judged: found.judged.rule }
      : null;
  return { rule, policy_version: found?.policy_version ?? null };
}
