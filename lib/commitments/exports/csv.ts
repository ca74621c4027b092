import { toCsv } from "@/lib/register/server";

/** A field of an export; `of` is the column of the page's table that shows it, absent where none does. */
export type CsvField<Row> = { name: string; of?: string; value: (row: Row) => unknown };

/**
 * The fields of the columns that were asked for, in the order of the export; all where no column is. What a table draws, as
 * a strip of marks, has none.
 */
export function chosenFields<Row>(
  fields: readonly CsvField<Row>[],
  columns?: string,
): readonly CsvField<Row>[] {
  const asked = (columns ?? "").split(",").filter((id) => id !== "");
  if (asked.length === 0) return fields;
  return fields.filter(({ of }) => of !== undefined && asked.includes(of));
}

const linesOf = <Row>(fields: readonly CsvField<Row>[], rows: readonly Row[]): string =>
  toCsv(
    fields.map(({ name }) => name),
    rows.map((row) => Object.fromEntries(fields.map(({ name, value }) => [name, value(row)]))),
  );

const withoutHead = (csv: string): string => csv.slice(csv.indexOf("\r\n") + 2);

type Page<Row> = { items: readonly Row[]; next_cursor: string | null };

/** Every page of a list as CSV, under one head. `first` is read already, so that a refusal comes before anything is sent. */
export async function* csvPages<Row>(
  fields: readonly CsvField<Row>[],
  first: Page<Row>,
  next: (cursor: string) => Promise<Page<Row>>,
): AsyncGenerator<string> {
  yield linesOf(fields, first.items);
  for (let cursor = first.next_cursor; cursor !== null; ) {
    const page = await next(cursor);
    yield withoutHead(linesOf(fields, page.items));
    cursor = page.next_cursor;
  }
}

export type CsvFile = { file_name: string; chunks: AsyncGenerator<string> };
