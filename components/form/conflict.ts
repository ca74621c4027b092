import { callApi, differingFields, type ProblemBody } from "./problem";

export type FormConflict<V> = {
  theirs: V;
  /** The version to go on from. */
  version: number;
  fields: (keyof V & string)[];
  /** Those of the fields that were changed here; in the others only they have written. */
  changed_here: (keyof V & string)[];
};

const STALE: ProblemBody = { type: "stale_version", title: "Somebody saved before you", status: 412 };

/** The version that was saved meanwhile, and where it differs from what was entered. */
export async function readConflict<V extends Record<string, unknown>>(
  { url, fromRecord }: { url: string; fromRecord?: (record: Record<string, unknown>) => V },
  base: V,
  values: V,
): Promise<FormConflict<V> | ProblemBody> {
  const now = await callApi(url, { method: "GET" });
  if (!now.ok) return now.problem;
  const theirs = fromRecord?.(now.body as Record<string, unknown>);
  if (!theirs || now.version === null) return STALE;
  const names = Object.keys(values);
  const touched = differingFields(names, base, values);
  const fields = differingFields(names, values, theirs);
  return {
    theirs,
    version: now.version,
    fields,
    changed_here: fields.filter((name) => touched.includes(name)),
  };
}
