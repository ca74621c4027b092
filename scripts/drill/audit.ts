import { z } from "zod";
import { AFTER_LAST_DAY, FIRST_DAY, idOf, SOURCES } from "./plan";

const Page = z.object({
  items: z.array(z.object({ decision_id: z.string() })),
  next_cursor: z.string().nullable(),
});
const Share = z.object({ total: z.number(), excluded: z.record(z.string(), z.number()) });
const Sources = z.object({ items: z.array(z.object({ key: z.string(), decisions: z.number() })) });

const RANGE = `from=${FIRST_DAY}&to=${AFTER_LAST_DAY}`;
const MOST_NAMED = 10;

async function read<T>(url: string, key: string, path: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
  return schema.parse(JSON.parse(text));
}

/** How often each decision is there, page by page as a client reads them. */
async function countIds(url: string, key: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: z.infer<typeof Page> = await read(
      url,
      key,
      `/routing/decisions?${RANGE}&limit=1000${next}`,
      Page,
    );
    for (const { decision_id } of page.items) counts.set(decision_id, (counts.get(decision_id) ?? 0) + 1);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return counts;
}

/** Everything that is wrong with what the server holds, in sentences: each decision is to be there once. */
export async function auditStore(url: string, key: string, decisions: number): Promise<string[]> {
  const faults: string[] = [];
  const counts = await countIds(url, key);
  const wanted = SOURCES.flatMap((source) =>
    Array.from({ length: decisions / SOURCES.length }, (_, at) => idOf(source, at)),
  );
  const lost = wanted.filter((id) => !counts.has(id));
  const double = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  const known = new Set(wanted);
  const strange = [...counts.keys()].filter((id) => !known.has(id));
  for (const [what, ids] of [
    ["lost", lost],
    ["there twice", double],
    ["never sent", strange],
  ] as const)
    if (ids.length > 0)
      faults.push(`${ids.length} decisions are ${what}: ${ids.slice(0, MOST_NAMED).join(", ")}`);
  const { total, excluded } = await read(url, key, `/routing/share?${RANGE}`, Share);
  const placed = total + Object.values(excluded).reduce((sum, count) => sum + count, 0);
  if (placed !== decisions) faults.push(`The share counts ${placed} decisions of ${decisions}.`);
  const { items } = await read(url, key, "/routing/sources", Sources);
  for (const source of SOURCES) {
    const said = items.find((item) => item.key === source)?.decisions;
    if (said !== decisions / SOURCES.length)
      faults.push(`The ledger counts ${said} decisions of ${source}, not ${decisions / SOURCES.length}.`);
  }
  return faults;
}
