import type { ReactNode } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { DefinitionList, Section, Unknown } from "@/components/ui";
import { formatNumber, formatPercent } from "@/lib/kernel/format";
import type { Baseline } from "@/lib/neutrality";
import { type ExcludedRow, type FitRow, type NeutralityModel, STANDARDS } from "@/lib/reports";
import { Powers } from "./Powers";
import { TermOf } from "./TermOf";

const figure = (value: number | null, digits = 3) =>
  value === null ? <span className="mute">–</span> : formatNumber(value, digits);

const FITS: readonly TableColumn<FitRow>[] = [
  {
    id: "router",
    header: "Router, policy",
    cell: ({ router, policy_version }) => (
      <>
        <b>{router || "Unnamed router"}</b> {policy_version ?? "no version named"}
      </>
    ),
  },
  {
    id: "decisions",
    header: "Learned from",
    align: "right",
    cell: ({ decisions, reason }) =>
      decisions === null ? <Unknown>{reason ?? "no fit"}</Unknown> : formatNumber(decisions),
  },
  { id: "quality", header: "Quality", align: "right", cell: ({ quality }) => figure(quality) },
  { id: "cost", header: "ln cost", align: "right", cell: ({ log_cost }) => figure(log_cost) },
  { id: "latency", header: "Latency, s", align: "right", cell: ({ latency_s }) => figure(latency_s) },
  { id: "focal", header: "Ownership, full model", align: "right", cell: ({ focal }) => figure(focal) },
  { id: "error", header: "Robust error", align: "right", cell: ({ focal_error }) => figure(focal_error) },
];

type ShareOf = (reason: string) => ReactNode;

const excludedColumns = (share_of: ShareOf): TableColumn<ExcludedRow>[] => [
  { id: "reason", header: "Not tested because", cell: ({ label }) => label },
  { id: "decisions", header: "Decisions", align: "right", cell: ({ decisions }) => formatNumber(decisions) },
  { id: "share", header: "Of the focus, %", align: "right", cell: ({ key }) => share_of(key) },
];

const CHOICE = "with a choice between both sides and a log that says enough";
const USABLE: Record<Baseline, string> = {
  partner_revealed: CHOICE,
  declared_policy: CHOICE,
  owner_blind: "of production on days, routers and tasks where the blind copy decided as well",
  reference_share: "whose chosen model has a known owner, in tasks with a share",
};

function titleOf({ usable, decisions }: { usable: number; decisions: number }): string {
  const part = decisions > 0 ? usable / decisions : 0;
  return `${formatNumber(usable)} of ${formatNumber(decisions)} decisions are tested, ${formatPercent(part, 0)}.`;
}

/** The standard that was learned, what is not tested and why, and the assumptions in words. */
export function RestsOn({
  model,
  counts,
  number,
  search,
  share_of,
}: {
  model: NeutralityModel;
  counts: { usable: number; decisions: number };
  number: number;
  search: string;
  /** The share of the focus among decisions under a reason; it comes when it is ready. */
  share_of: ShareOf;
}) {
  return (
    <Section
      number={number}
      title={titleOf(counts)}
      text={
        <>
          <p>
            <TermOf term="usable" search={search} /> are those {USABLE[model.baseline]}.
          </p>
          <p>
            The{" "}
            <TermOf term="baseline" search={search}>
              baseline
            </TermOf>{" "}
            {STANDARDS[model.baseline].rests}
            {model.fits.length === 0 ? null : (
              <>
                ; the{" "}
                <TermOf term="full_model" search={search}>
                  full model
                </TermOf>{" "}
                stands beside it
              </>
            )}
            .
          </p>
          <p>A share of the focus that differs among what is not tested would be worth a question.</p>
        </>
      }
    >
      <div className="rests">
        {model.experiment.length === 0 ? null : (
          <DefinitionList
            items={model.experiment.map(({ term, value }) => ({
              key: term,
              term,
              value: <Powers>{value}</Powers>,
            }))}
          />
        )}
        {model.fits.length === 0 ? null : (
          <SimpleTable
            label="What was learned"
            columns={FITS}
            rows={model.fits}
            row_key={(row) => row.key}
            tight
            cards={3}
          />
        )}
        <div className="rests-pair">
          {model.excluded.length === 0 ? null : (
            <SimpleTable
              label="What is not tested"
              columns={excludedColumns(share_of)}
              rows={model.excluded}
              row_key={(row) => row.key}
              tight
            />
          )}
          {model.assumptions.length === 0 ? null : (
            <div>
              <h3>What it assumes</h3>
              <ul className="assumed">
                {model.assumptions.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </div>
          )}
        </div>
      </div>
    </Section>
  );
}
