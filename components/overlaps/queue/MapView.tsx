import Link from "next/link";
import { ScrollArea } from "@/components/table";
import { Pips } from "@/components/ui";
import { formatCount, formatDateShort, formatList } from "@/lib/kernel/format";
import type { OverlapMap } from "@/lib/register";
import { queueHref } from "./queue-words";

type Params = Record<string, string | string[] | undefined>;
type Cell = OverlapMap["cells"][number];

/** More rows than anybody reads across: a filter by party shows the others. */
const ROWS = 40;

function Meeting({ cell, href, where }: { cell: Cell; href: string | null; where: string }) {
  const words = `${formatCount(cell.overlaps, "overlap")} ${where}, the gravest of severity ${cell.highest}`;
  const shown = (
    <>
      <b>{cell.overlaps}</b>
      <Pips value={cell.highest} of={5} label="Highest severity" />
    </>
  );
  if (href === null) return <span className="map-cell">{shown}</span>;
  return (
    <Link className="map-cell" href={href} prefetch={false} aria-label={words}>
      {shown}
      {cell.next_due === null ? null : <small>by {formatDateShort(cell.next_due)}</small>}
    </Link>
  );
}

/** Partners × segments: where overlaps meet, how many, how grave. Each cell leads to them. */
export function MapView({ map, params }: { map: OverlapMap; params: Params }) {
  const { partners, segments, cells, without } = map;
  const at = new Map(cells.map((cell) => [`${cell.party} ${cell.segment}`, cell]));
  const shown = partners.slice(0, ROWS);
  const hrefOf = (party: string, segment: string | null) =>
    segment === null ? null : queueHref(params, { view: null, party, segment });
  return (
    <>
      {shown.length === 0 ? <p className="note">No overlap of a partner matches.</p> : null}
      {shown.length > 0 ? (
        <ScrollArea label="Map of partners and segments">
          <table className="tbl map">
            <thead>
              <tr>
                <th scope="col">Partner</th>
                {segments.map(({ key, name }) => (
                  <th scope="col" key={key ?? ""}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ key: party, name }) => (
                <tr key={party}>
                  <th scope="row">
                    <Link href={queueHref(params, { view: null, party })} prefetch={false}>
                      {name}
                    </Link>
                  </th>
                  {segments.map((segment) => {
                    const cell = at.get(`${party} ${segment.key}`);
                    return (
                      <td key={segment.key ?? ""}>
                        {cell ? (
                          <Meeting
                            cell={cell}
                            href={hrefOf(party, segment.key)}
                            where={`with ${name} in ${segment.name}`}
                          />
                        ) : (
                          <span className="mute">none</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      ) : null}
      <p className="note">
        The boxes are the highest severity there. An overlap that concerns two partners counts with both.
        {partners.length > ROWS
          ? ` The first ${ROWS} of ${formatCount(partners.length, "partner")}: filter by party for the others.`
          : ""}
        {without.length > 0
          ? ` No such overlap: ${formatList(without.slice(0, ROWS).map(({ name }) => name))}.`
          : ""}
      </p>
    </>
  );
}
