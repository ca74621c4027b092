import { EmptyState, LinkButton, PageHeader, Section } from "@/components/ui";
import { countInWords, formatDate } from "@/lib/kernel/format";
import { type NetworkLayer, type NetworkView, undatedFacts } from "@/lib/register";
import { NetworkControls } from "./NetworkControls";
import { NetworkLines } from "./NetworkLines";
import { NetworkPicture } from "./NetworkPicture";
import { neighbourDays, networkSummary, onlyLayers } from "./network-words";

/** Boxes that a picture holds and stays one. */
const MOST = 120;

export type NetworkPageProps = {
  view: NetworkView;
  today: string;
  layers: readonly NetworkLayer[];
  party: string | null;
  parties: readonly { value: string; label: string }[];
  may_import: boolean;
};

/** Who stood in which relation to whom on a day: as a picture, and as a list with the facts that state it. */
export function NetworkPage({ view, today, layers, party, parties, may_import }: NetworkPageProps) {
  const shown = onlyLayers(view, layers);
  const drawn = shown.nodes.length > 0 && shown.nodes.length <= MOST;
  const dateless = undatedFacts(shown.edges);
  const undated =
    dateless === 0
      ? ""
      : ` ${countInWords(dateless, "fact")} without a date ${dateless === 1 ? "is" : "are"} shown on every day.`;
  if (parties.length === 0)
    return (
      <>
        <PageHeader title="Network" lead="Parties, money, rights and products, as they stood on a day." />
        <EmptyState
          title="Nobody is recorded yet"
          actions={
            may_import ? <LinkButton href="/register/import">Import a register document</LinkButton> : null
          }
        >
          The network is drawn from the register: who invested in whom, who holds which right, who sells what.
        </EmptyState>
      </>
    );
  return (
    <>
      <PageHeader title="Network" lead={`${networkSummary(shown)}${undated}`} />
      <NetworkControls
        key={view.as_of}
        as_of={view.as_of}
        today={today}
        {...neighbourDays(view, today)}
        layers={layers}
        party={party}
        parties={parties}
      />
      {drawn ? (
        <NetworkPicture view={shown}>
          <b>
            Who holds whom, and what they sell{" "}
            <span className="unit">
              as of the end of {formatDate(view.as_of)}; lines of money are wider the more it is (logarithm),
              of rights dashed, unknown ones dotted
            </span>
          </b>
        </NetworkPicture>
      ) : shown.nodes.length > MOST ? (
        <p className="note">
          {shown.nodes.length} boxes are too many for one picture: choose a party, or draw less. The list
          below is whole.
        </p>
      ) : null}
      <Section wide title="The same in words." text={<p>Every line, with the records that state it.</p>}>
        <NetworkLines view={shown} />
      </Section>
    </>
  );
}
