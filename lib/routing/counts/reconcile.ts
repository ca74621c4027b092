import { type Catalogue, type CatalogueModel, matchModel, normaliseModelName } from "@/lib/register/server";
import type { GapKind, ReconciledDay, ReconciledModel, ReconciliationAnswer } from "./schema";

/** What a source says by now of one day and name. */
export type TheirCount = { source: string; day: string; model: string; decisions: number };
/** Decisions of our log on one day, by the name that the gateway logged. */
export type OurCount = { day: string; name: string; decisions: number };

export type ReconcileInput = {
  catalogue: Catalogue;
  theirs: readonly TheirCount[];
  ours: readonly OurCount[];
};
type Tables = Pick<ReconciliationAnswer, "totals" | "models" | "rows" | "gaps" | "uncounted">;

type Named = { key: string; match: CatalogueModel | null; name: string };

/** Names of both sides meet in the catalogue's model, or, where they match none, as they are compared. */
function named(catalogue: Catalogue, raw: string): Named {
  const match = matchModel(catalogue, raw);
  const name = normaliseModelName(raw);
  return match ? { key: `model ${match.model_id}`, match, name } : { key: `name ${name}`, match, name };
}

const modelFields = (source: string, { match, name }: Named) => ({
  source,
  model: match?.model ?? name,
  product: match?.product ?? null,
  owner: match?.owner ?? null,
  owner_name: match?.owner_name ?? null,
  first_party: match?.first_party ?? false,
});

type Sums = Map<string, { of: Named; days: Map<string, number> }>;

function sumByModel(
  catalogue: Catalogue,
  counts: readonly { day: string; raw: string; decisions: number }[],
): Sums {
  const sums: Sums = new Map();
  for (const { day, raw, decisions } of counts) {
    const of = named(catalogue, raw);
    const entry = sums.get(of.key) ?? { of, days: new Map<string, number>() };
    sums.set(of.key, entry);
    entry.days.set(day, (entry.days.get(day) ?? 0) + decisions);
  }
  return sums;
}

function gapOf(ours: number, theirs: number | null): GapKind | null {
  const said = theirs ?? 0;
  if (ours === said) return null;
  if (ours === 0) return "only_theirs";
  if (said === 0) return "only_ours";
  return said > ours ? "theirs_more" : "ours_more";
}

/** Days of a source's models: those that it counts, and those of our log between its first day and its last. */
function daysOf(
  source: string,
  theirs: Sums,
  ours: Sums,
  first_day: string,
  last_day: string,
): ReconciledDay[] {
  return [...theirs].flatMap(([key, { of, days }]) => {
    const own = ours.get(key)?.days ?? new Map<string, number>();
    const logged = [...own.keys()].filter((day) => day >= first_day && day <= last_day);
    return [...new Set([...days.keys(), ...logged])].sort().map((day) => {
      const here = own.get(day) ?? 0;
      const there = days.get(day) ?? null;
      return {
        ...modelFields(source, of),
        day,
        ours: here,
        theirs: there,
        difference: (there ?? 0) - here,
        gap: gapOf(here, there),
      };
    });
  });
}

/** Models of our log that belong to an owner whom the source counts for, and that it says nothing of. */
function uncountedOf(source: string, theirs: Sums, ours: Sums, first_day: string, last_day: string) {
  const owners = new Set([...theirs.values()].map(({ of }) => of.match?.owner).filter((owner) => owner));
  return [...ours].flatMap(([key, { of, days }]) => {
    if (theirs.has(key) || !of.match || !owners.has(of.match.owner)) return [];
    const inside = [...days].filter(([day]) => day >= first_day && day <= last_day);
    const decisions = inside.reduce((sum, [, n]) => sum + n, 0);
    return decisions > 0 ? [{ ...modelFields(source, of), ours: decisions }] : [];
  });
}

const idOf = ({ source, product, model }: Pick<ReconciledDay, "source" | "product" | "model">) =>
  `${source}\n${product ?? ""}\n${model}`;

function foldModels(rows: readonly ReconciledDay[]): ReconciledModel[] {
  const models = new Map<string, ReconciledModel>();
  for (const { day: _, theirs, gap, ...row } of rows) {
    const so_far = models.get(idOf(row)) ?? {
      ...row,
      days: 0,
      gap_days: 0,
      ours: 0,
      theirs: 0,
      difference: 0,
    };
    models.set(idOf(row), {
      ...so_far,
      days: so_far.days + 1,
      gap_days: so_far.gap_days + (gap ? 1 : 0),
      ours: so_far.ours + row.ours,
      theirs: so_far.theirs + (theirs ?? 0),
      difference: so_far.difference + row.difference,
    });
  }
  return [...models.values()];
}

const bySize = (a: ReconciledDay, b: ReconciledDay) =>
  Math.abs(b.difference) - Math.abs(a.difference) ||
  a.day.localeCompare(b.day) ||
  a.model.localeCompare(b.model);

const add = (rows: readonly ReconciledModel[], name: "ours" | "theirs" | "difference") =>
  rows.reduce((sum, row) => sum + row[name], 0);

/** Ours against theirs, by source, model and day; what differs is named. Pure. */
export function reconcile({ catalogue, theirs, ours }: ReconcileInput): Tables {
  const ourSums = sumByModel(
    catalogue,
    ours.map(({ name, ...count }) => ({ ...count, raw: name })),
  );
  const bySource = new Map<string, TheirCount[]>();
  for (const count of theirs) {
    const so_far = bySource.get(count.source);
    if (so_far) so_far.push(count);
    else bySource.set(count.source, [count]);
  }
  const parts = [...bySource]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([source, counts]) => {
      const sums = sumByModel(
        catalogue,
        counts.map(({ model, ...count }) => ({ ...count, raw: model })),
      );
      const days = counts.map(({ day }) => day).sort();
      const range = [days[0] ?? "", days.at(-1) ?? ""] as const;
      return {
        rows: daysOf(source, sums, ourSums, ...range).sort(
          (a, b) => a.model.localeCompare(b.model) || a.day.localeCompare(b.day),
        ),
        uncounted: uncountedOf(source, sums, ourSums, ...range),
      };
    });
  const rows = parts.flatMap((part) => part.rows);
  const models = foldModels(rows);
  const gaps = rows.filter(({ gap }) => gap !== null).sort(bySize);
  return {
    totals: {
      days: new Set(rows.map(({ day }) => day)).size,
      gap_days: new Set(gaps.map(({ day }) => day)).size,
      ours: add(models, "ours"),
      theirs: add(models, "theirs"),
      difference: add(models, "difference"),
    },
    models,
    rows,
    gaps,
    uncounted: parts.flatMap((part) => part.uncounted).sort((a, b) => b.ours - a.ours),
  };
}
