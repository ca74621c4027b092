import type { CheckStatus, CheckView } from "@/lib/commitments";
import { definitionRows } from "./definition-words";

export type Change = { pointer: string; before: string | null; after: string | null };

type Version = Pick<CheckView, "check_version" | "status" | "definition" | "title">;

/** What never judges a day. */
export const NEVER: readonly CheckStatus[] = ["refused", "withdrawn", "lapsed"];

/** The version whose place another takes, or would: the last before it that stood, or may yet. */
export const versionBefore = <V extends Version>(
  versions: readonly V[],
  { check_version }: Version,
): V | null =>
  versions
    .filter((one) => one.check_version < check_version && !NEVER.includes(one.status))
    .toSorted((a, b) => b.check_version - a.check_version)[0] ?? null;

const entries = ({ title, definition }: Version): Map<string, string> =>
  new Map([
    ["title", title],
    ...definitionRows(definition).map((row): [string, string] => [row.pointer, row.value]),
  ]);

/** The entries in which two versions differ, those of the later one in its order, then what is gone. */
export function changesBetween(before: Version, after: Version): Change[] {
  const [from, to] = [entries(before), entries(after)];
  const changed = [...to].flatMap(([pointer, value]): Change[] =>
    from.get(pointer) === value ? [] : [{ pointer, before: from.get(pointer) ?? null, after: value }],
  );
  const gone = [...from].flatMap(([pointer, value]): Change[] =>
    to.has(pointer) ? [] : [{ pointer, before: value, after: null }],
  );
  return [...changed, ...gone];
}
