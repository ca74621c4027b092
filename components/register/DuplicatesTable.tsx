import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { formatCount } from "@/lib/kernel/format";
import { type DuplicateView, inWords, type LikenessView, recordHref } from "@/lib/register";
import { DistinctAct } from "./DistinctAct";

/** Why two parties look alike, with the names that do. */
export function likenessWords({ reason, first, second }: LikenessView): string {
  switch (reason) {
    case "lei":
      return `The same LEI, ${first}.`;
    case "name":
      return `“${first}” and “${second}” differ by legal form, accents or spaces at most.`;
    case "initials":
      return `One of “${first}” and “${second}” abbreviates the other.`;
    case "spelling":
      return `“${first}” and “${second}” are a slip of the pen apart.`;
  }
}

function Side({ side }: { side: DuplicateView["first"] }) {
  return (
    <>
      <Link href={recordHref.party(side.key)}>{side.name}</Link>{" "}
      <small>
        {side.kinds.map((kind) => inWords(kind)).join(", ")} ·{" "}
        {side.facts === 0 ? "no facts" : formatCount(side.facts, "fact")}
      </small>
    </>
  );
}

/** Pairs that may be one party: both sides with what hangs on them, why, and a way to say that they are two. */
export function DuplicatesTable({
  pairs,
  may_distinguish,
}: {
  pairs: readonly DuplicateView[];
  may_distinguish: boolean;
}) {
  const columns: TableColumn<DuplicateView>[] = [
    { id: "first", header: "Party", wide: true, cell: ({ first }) => <Side side={first} /> },
    { id: "second", header: "And", wide: true, cell: ({ second }) => <Side side={second} /> },
    { id: "why", header: "Why they look alike", wide: true, cell: (pair) => likenessWords(pair.likeness) },
    ...(may_distinguish
      ? [
          {
            id: "act",
            header: "Decide",
            wide: true,
            cell: ({ first, second }: DuplicateView) => <DistinctAct first={first} second={second} />,
          },
        ]
      : []),
  ];
  return (
    <SimpleTable
      label="Possible duplicates"
      columns={columns}
      rows={pairs}
      row_key={({ first, second }) => `${first.key} ${second.key}`}
      cards={2}
    />
  );
}
