import { BarRows } from "@/components/chart";
import { EmptyState, Section } from "@/components/ui";
import { capitalise, countInWords } from "@/lib/kernel/format";
import type { HueParty } from "@/lib/kernel/hue";
import {
  describeCompared,
  describeHarm,
  describeHit,
  describeReplay,
  describeRule,
  harmFinding,
  isInForce,
  type PreflightList,
  type PreflightView,
  preflightBars,
  preflightTitle,
} from "@/lib/neutrality";
import { PreflightButton } from "./PreflightButton";
import { PreflightRecord } from "./PreflightRecord";
import { PartnersHit, PreflightOwners, PreflightRuns } from "./PreflightTables";

export type PreflightSectionProps = {
  policy: string;
  preflights: PreflightList;
  /** The run asked for; null: the newest. */
  asked: string | null;
  may_run: boolean;
  /** Whether the rule can be applied: it is declared, with all its parameters. */
  runnable: boolean;
  parties: readonly HueParty[];
  generated: boolean;
};

/** What the policy would have changed in decisions that are past, run by run. */
export function PreflightSection(props: PreflightSectionProps) {
  const { policy, preflights, asked, may_run, runnable } = props;
  const { items, content_hash } = preflights;
  const run = asked === null ? items[0] : items.find(({ id }) => id === asked);
  const act = may_run && runnable ? <PreflightButton policy={policy} /> : null;
  const runs = (
    <PreflightRuns items={items} content_hash={content_hash} shown={run?.id ?? null} policy={policy} />
  );
  if (!run)
    return (
      <>
        <NoRun missing={asked !== null} may_run={may_run} runnable={runnable} act={act} />
        {items.length > 0 ? <Section title={runsFinding(items)}>{runs}</Section> : null}
      </>
    );
  return (
    <>
      <Section
        wide
        id="preflight"
        title={`Pre-flight: ${preflightTitle(run)}`}
        text={
          <>
            <p>{describeReplay(run)}</p>
            <p>{describeRules(run)}</p>
            {describeCompared(run).map((text) => (
              <p key={text}>{text}</p>
            ))}
            {act}
          </>
        }
      >
        <RunFigures run={run} parties={props.parties} generated={props.generated} />
      </Section>
      <Consequences run={run} />
      <PreflightRecord run={run} content_hash={content_hash} />
      {items.length > 1 ? (
        <Section wide title={runsFinding(items)}>
          {runs}
        </Section>
      ) : null}
    </>
  );
}

/** Where either policy sends a decision. */
function describeRules(run: PreflightView): string {
  const here = `Each goes, always and without noise, to ${describeRule(run.draft.rule)}`;
  const { in_force } = run.result;
  return in_force && !isInForce(run)
    ? `${here}; under ${in_force.policy} to ${describeRule(in_force.draft.rule)}.`
    : `${here}.`;
}

const runsFinding = (items: readonly PreflightView[]): string =>
  capitalise(`${countInWords(items.length, "pre-flight")} of this policy.`);

type NoRunProps = Pick<PreflightSectionProps, "may_run" | "runnable"> & {
  missing: boolean;
  act: React.ReactNode;
};

function NoRun({ missing, may_run, runnable, act }: NoRunProps) {
  const how = runnable
    ? "A pre-flight replays it and the policy in force over the last weeks of its router’s decisions: shares, what customers would pay and get, and which partners would lose decisions. The run is kept, and a review can be pinned to it."
    : "A pre-flight needs the declared rule with all its parameters. Record it, and the policy can be replayed.";
  return (
    <Section id="preflight" title="What this policy would change is not known yet." text={act}>
      <EmptyState title={missing ? "This run is not one of this policy" : "No pre-flight yet"} level={3}>
        {how}
        {may_run ? "" : " Compliance runs it."}
      </EmptyState>
    </Section>
  );
}

type Shown = { run: PreflightView } & Pick<PreflightSectionProps, "parties" | "generated">;

function RunFigures({ run, parties, generated }: Shown) {
  const { result } = run;
  if (result.replayed === 0) return <p>No figure follows from it.</p>;
  return (
    <div className="grid gap-6">
      <BarRows model={preflightBars(run, parties, generated)} />
      <PreflightOwners result={result} parties={parties} />
    </div>
  );
}

/** Who would lose decisions, and what customers would pay and get. */
function Consequences({ run }: { run: PreflightView }) {
  const { result } = run;
  const hit = describeHit(result);
  // The policy in force takes nothing from anybody by staying in force.
  if (hit === null || isInForce(run)) return null;
  const beside = result.in_force ? "under the policy in force" : "it was";
  return (
    <>
      <Section title={hit}>
        {result.partners_hit.length > 0 ? (
          <PartnersHit result={result} />
        ) : (
          <p>Every partner would be chosen as often as {beside}, or more.</p>
        )}
      </Section>
      <Section title={harmFinding(result)}>
        {describeHarm(result).map((text) => (
          <p key={text}>{text}</p>
        ))}
      </Section>
    </>
  );
}
