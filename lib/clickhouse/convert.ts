import { stat } from "node:fs/promises";
import { quoteLiteral } from "./params";
import type { ConvertInput } from "./querier";

const WATCH_MS = 200;

// What is no finite number stays visible as text, for the reader of the lines to refuse.
const SETTINGS = `SETTINGS input_format_parquet_preserve_order = 1, max_execution_time = 3600,
  date_time_output_format = 'iso', output_format_json_quote_64bit_integers = 0, output_format_json_quote_denormals = 1,
  output_format_json_named_tuples_as_objects = 1, output_format_json_escape_forward_slashes = 0`;
const INSERT = "INSERT INTO FUNCTION file(";

const convertSql = ({ path, format, to }: ConvertInput): string =>
  `${INSERT}${quoteLiteral(to)}, 'JSONEachRow') SELECT * FROM file(${quoteLiteral(path)}, ${quoteLiteral(format)}) ${SETTINGS}`;

const stopSql = ({ to }: ConvertInput): string =>
  `KILL QUERY WHERE startsWith(query, '${INSERT}') AND position(query, ${quoteLiteral(quoteLiteral(to))}) > 0 ASYNC`;

/** The rows of a file have more bytes as lines than they may. */
class ConvertLimitError extends Error {
  override readonly name = "ConvertLimitError";
}

/** By its name: who opened the store may be another bundle of this process, with a class of its own. */
export const isOverConvertLimit = (error: unknown): boolean =>
  error instanceof Error && error.name === "ConvertLimitError";

type Run = (sql: string) => Promise<unknown>;

/**
 * Runs a conversion; `stop` runs statements beside it. A few bytes of Parquet may say the same a billion times: what is
 * written is watched, since none of the engine's limits holds for it. Throws ConvertLimitError.
 */
export async function convert(run: Run, stop: Run, input: ConvertInput): Promise<void> {
  let over = false;
  const look = async () => {
    const size = await stat(input.to).then(
      (file) => file.size,
      () => 0,
    );
    over ||= size > input.limit;
  };
  const watch = setInterval(async () => {
    await look();
    if (over) await stop(stopSql(input)).catch(() => undefined);
  }, WATCH_MS);
  try {
    await run(convertSql(input));
    await look();
  } catch (error) {
    if (!over) throw error;
  } finally {
    clearInterval(watch);
  }
  if (over) throw new ConvertLimitError(`More than ${input.limit} bytes of lines.`);
}
