import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { formatDateShort } from "@/lib/kernel/format";
import { REVIEW_STATUS_LABELS, type ReviewView } from "@/lib/register";
import { overlapHref } from "./hrefs";
import { OUTCOME_CHOICES } from "./review-words";

const COLUMNS: readonly TableColumn<ReviewView>[] = [
  {
    id: "key",
    header: "Earlier review",
    cell: (row) => (
      <Link className="mono" href={overlapHref.review(row.overlap, row.key)}>
        {row.key}
      </Link>
    ),
  },
  { id: "outcome", header: "Proposed to", cell: (row) => OUTCOME_CHOICES[row.outcome].label.toLowerCase() },
  { id: "requested_by", header: "Asked by", cell: (row) => row.requested_by_label },
  { id: "status", header: "Came to", cell: (row) => REVIEW_STATUS_LABELS[row.status].toLowerCase() },
  {
    id: "decided",
    header: "Decided",
    cell: (row) =>
      row.decided_at ? (
        <>
          <span className="nb">{formatDateShort(new Date(row.decided_at))}</span>, {row.decided_by_label}
        </>
      ) : (
        <span className="mute">by nobody</span>
      ),
  },
];

/** The reviews before the one that the seats show, newest first. */
export const ReviewsTable = ({ reviews }: { reviews: readonly ReviewView[] }) =>
  reviews.length === 0 ? null : (
    <div className="after-seats">
      <SimpleTable
        label="Earlier reviews"
        columns={COLUMNS}
        rows={reviews}
        row_key={(row) => row.id}
        cards={2}
      />
    </div>
  );
