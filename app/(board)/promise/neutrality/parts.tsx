import {
  AroundSection,
  CarriesSection,
  GuardList,
  PartFault,
  SpecificationSection,
  TellingSection,
} from "@/components/promise";
import { Section } from "@/components/ui";
import type { PersonActor } from "@/lib/access";
import { formatPercentNumber } from "@/lib/kernel/format";
import { partyHues } from "@/lib/kernel/hue";
import { type Beside, explainReason } from "@/lib/neutrality";
import { type ProgressWatch, readSpecifications, readTellingDecisions } from "@/lib/neutrality/server";
import {
  besideGuards,
  composeSpecificationChart,
  composeTelling,
  DEVIATIONS_PAGE,
  deviationsSearch,
  guardsText,
  type NeutralityEvidence,
  type NeutralityModel,
  specificationFinding,
} from "@/lib/reports";
import type { NeutralityQuestion } from "@/lib/reports/server";
import { HowFar } from "./waiting";

/** Of a part that comes later: what was read, or null where it could not be. */
export type Attempt<T> = Promise<T | null>;

/**
 * A fault of one part is logged and does not take the page down. However it ends, nobody watches it any longer: a watch
 * that is never told of the end would keep the page's stream open.
 */
export function attempt<T>(part: string, read: Promise<T>, watch?: ProgressWatch): Attempt<T> {
  return read
    .catch((error: unknown) => {
      console.error(`The part "${part}" of the neutrality page could not be computed.`, error);
      return null;
    })
    .finally(() => watch?.tell(null));
}

export type Watches = Readonly<Record<"specifications" | "beside" | "telling", ProgressWatch>>;

export type PartInput = {
  actor: PersonActor;
  question: NeutralityQuestion;
  evidence: NeutralityEvidence;
  model: NeutralityModel;
  beside: Attempt<Beside>;
  /** How far the parts are that take long. */
  watches: Watches;
  /** The view's address after the question mark. */
  search: string;
  number: number;
};

export async function SpecificationsPart({ actor, question, evidence, watches, number, search }: PartInput) {
  const curve = await attempt(
    "specifications",
    readSpecifications(actor, question.view.query, watches.specifications),
    watches.specifications,
  );
  if (!curve) return <PartFault number={number} title="Other ways to measure" search={search} />;
  const breach = evidence.answer.neutrality.verdict === "breach";
  return (
    <SpecificationSection
      finding={specificationFinding(curve)}
      chart={composeSpecificationChart(curve, { generated: question.generated, breach })}
      number={number}
      search={search}
    />
  );
}

export async function TellingPart({ actor, question, evidence, watches, number, search }: PartInput) {
  const decisions = await attempt(
    "telling decisions",
    readTellingDecisions(actor, question.view.query),
    watches.telling,
  );
  if (!decisions) return <PartFault number={number} title="Show me one." search={search} />;
  const { parties, generated } = question;
  return (
    <TellingSection
      told={composeTelling(decisions, parties, generated)}
      hues={Object.fromEntries(partyHues(parties))}
      breach={evidence.answer.neutrality.verdict === "breach"}
      number={number}
      search={search}
      rule_href={
        evidence.answer.neutrality.baseline === "declared_policy"
          ? `${DEVIATIONS_PAGE}${deviationsSearch(question.view.query)}`
          : null
      }
    />
  );
}

/** What belongs in the headline and is known only beside the verdict. */
export async function HeadlineNotes({ beside }: Pick<PartInput, "beside">) {
  const read = await beside;
  return read?.notes.map((code) => ` ${explainReason(code)}`) ?? null;
}

/** The share of the focus among decisions that are not tested for this reason. */
export async function ExcludedShare({ beside, reason }: Pick<PartInput, "beside"> & { reason: string }) {
  const row = (await beside)?.exclusion_parity.find((each) => each.reason === reason);
  return row?.share == null ? <span className="mute">–</span> : formatPercentNumber(row.share);
}

const AGAINST = "What was held against this verdict.";

/** The guards of the verdict itself stand at once; what is read beside it follows. */
export function HeldAgainstWaiting({
  model,
  number,
  search,
  watches,
}: Pick<PartInput, "model" | "number" | "search" | "watches">) {
  return (
    <Section
      number={number}
      title={AGAINST}
      id="against"
      text={
        <p aria-live="polite">
          <HowFar watch={watches.beside} part="beside" />
        </p>
      }
    >
      <div aria-busy="true">
        <GuardList guards={model.guards} search={search} />
      </div>
    </Section>
  );
}

export async function HeldAgainstPart({ model, number, beside, evidence, search }: PartInput) {
  const read = await beside;
  const more = read ? besideGuards(read, evidence) : [];
  // What was read beside the verdict says more of a guard than the verdict's own reason.
  const [first, ...rest] = model.guards.filter(({ key }) => !more.some((guard) => guard.key === key));
  return (
    <Section
      number={number}
      title={AGAINST}
      id="against"
      text={
        read ? (
          <p>{guardsText(model.baseline)}</p>
        ) : (
          <p>Placebo, score honesty, outcomes and eligibility could not be computed just now.</p>
        )
      }
    >
      <GuardList
        guards={[...(first ? [first] : []), ...more.slice(0, 1), ...rest, ...more.slice(1)]}
        search={search}
      />
    </Section>
  );
}

export async function CarriesPart({ beside, number, search, evidence }: PartInput) {
  const read = await beside;
  if (!read) return <PartFault number={number} title="How far it carries" search={search} />;
  const { verdict, materiality } = evidence.answer.neutrality;
  return (
    <CarriesSection
      beside={read}
      number={number}
      search={search}
      verdict={verdict}
      materiality={materiality}
    />
  );
}

export async function AroundPart({ beside, number, search }: PartInput) {
  const read = await beside;
  if (!read) return <PartFault number={number} title="Around the choice" search={search} />;
  return <AroundSection beside={read} number={number} search={search} />;
}
