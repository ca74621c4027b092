import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import { capitalise, countInWords, formatDateTime, formatNumber } from "@/lib/kernel/format";
import type { PurgeList, PurgeView, TrafficSourceView } from "@/lib/routing";
import { PurgeDialog } from "./PurgeDialog";
import { purgeScope } from "./purge-words";

const COLUMNS: readonly TableColumn<PurgeView>[] = [
  { id: "created_at", header: "When", cell: ({ created_at }) => formatDateTime(created_at) },
  { id: "scope", header: "What", cell: purgeScope },
  { id: "reason", header: "Reason", wide: true, cell: ({ reason }) => reason },
  {
    id: "decisions",
    header: "Decisions",
    align: "right",
    cell: ({ decisions }) => formatNumber(decisions),
  },
  { id: "batches", header: "Deliveries", align: "right", cell: ({ batches }) => formatNumber(batches) },
  {
    id: "digest",
    header: "Digest",
    wide: true,
    cell: ({ digest }) => <span className="mono">{digest}</span>,
  },
  {
    id: "state",
    header: "State",
    cell: ({ state }) => (state === "purged" ? "purged" : "announced; it will be finished"),
  },
];

const finding = ({ items, next_cursor }: PurgeList): string =>
  items.length === 0
    ? "Nothing has been taken out."
    : capitalise(`${next_cursor ? "more than " : ""}${countInWords(items.length, "purge")} of this source.`);

/** What was taken out of a source again, and the act itself for who may. */
export function PurgeSection({
  source,
  purges,
  may_purge,
}: {
  source: TrafficSourceView;
  purges: PurgeList;
  may_purge: boolean;
}) {
  const none = purges.items.length === 0;
  if (none && !may_purge) return null;
  const act = may_purge ? (
    <div className="acts mt-4">
      <PurgeDialog
        url={`/api/v1/routing/sources/${encodeURIComponent(source.key)}/purge`}
        label="Purge from a time on"
        title={`Purge ${source.name} from a time on`}
        asks_from
      />
    </div>
  ) : null;
  const how = <p>A delivery goes as a whole, from its own page; a source from a time on.</p>;
  return none ? (
    <Section id="purges" title={finding(purges)} text={how}>
      <p>
        Traffic that should not have come, such as test data, can be taken out with a reason and delivered
        again in its right form.
      </p>
      {act}
    </Section>
  ) : (
    <Section
      wide
      id="purges"
      title={finding(purges)}
      text={
        may_purge ? (
          <>
            {how}
            {act}
          </>
        ) : null
      }
    >
      <SimpleTable label="Purges" columns={COLUMNS} rows={purges.items} row_key={({ id }) => id} cards={2} />
    </Section>
  );
}
