import { SimpleTable, type TableColumn } from "@/components/table";
import { formatNumber } from "@/lib/kernel/format";

type LineError = { line: number; pointer: string; message: string };

const COLUMNS: readonly TableColumn<LineError>[] = [
  { id: "line", header: "Line", align: "right", cell: ({ line }) => formatNumber(line) },
  {
    id: "pointer",
    header: "Field",
    cell: ({ pointer }) => (pointer === "" ? "whole record" : <span className="mono">{pointer}</span>),
  },
  { id: "message", header: "What is wrong", wide: true, cell: ({ message }) => message },
];

/** Records that were not stored, by line. */
export function LineErrors({ errors, rejected }: { errors: readonly LineError[]; rejected: number }) {
  return (
    <>
      <SimpleTable
        label="Lines that could not be read"
        columns={COLUMNS}
        rows={errors}
        row_key={({ line, pointer, message }) => `${line}${pointer}${message}`}
        tight
        cards={2}
      />
      {rejected > errors.length ? (
        <p className="note">
          The first {formatNumber(errors.length)} of {formatNumber(rejected)}.
        </p>
      ) : null}
    </>
  );
}
