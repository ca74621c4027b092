import { headerFault, rowValue } from "../formats/csv";
import { csvRows, soundHeader } from "./csv-rows";
import type { Intake } from "./intake";
import type { Tally } from "./tally";

/** Takes the rows of a CSV file with a header row; a row's line is the one it begins at. Throws 400 for a broken file. */
export async function readCsv(chunks: AsyncIterable<Buffer>, intake: Intake, tally: Tally): Promise<void> {
  const readHeader = (names: string[]) => soundHeader(names, headerFault(names));
  for await (const { line, header, cells } of csvRows(chunks, readHeader)) {
    const row = rowValue(header, cells);
    if (row.fault) tally.reject(line, row.fault);
    else await intake.take(line, { value: row.value, faults: [], broken: null }, row.unknown_fields);
    await intake.breathe();
  }
}
