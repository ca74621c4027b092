import { type Context, focusOf, refusedSources } from "../../context";
import type { Covariate, NeutralityQuery } from "../../schema";
import { type Group, type Stratum, strataOf, type Version, versionsOf } from "../../store/groups";
import { codeNames } from "../../store/names";
import { type Codes, ownedBy } from "./candidates";
import { DeclaredPools, declaredNames, hasBare } from "./declared";
import { type Columns, KIND, type Part } from "./schema";

/** Decisions with the numbers of their models, fit and stratum. */
export type NumberedPart = Part & { codes: Codes; fit: Uint16Array; stratum: Uint16Array };

/** A day's decisions with names as numbers: what is to be known to look at each of them. */
export type NumberedDay = {
  parts: readonly NumberedPart[];
  covariates: readonly Covariate[];
  versions: readonly Version[];
  strata: readonly Stratum[];
  /** Keys of owners by their number, from 1. */
  owners: readonly string[];
  /** Numbers of sources whose quality was measured after the fact. */
  refused: ReadonlySet<number>;
  /** What policies supply where the log names no candidates; null where it always does, or none declares any. */
  declared: DeclaredPools | null;
};

const PAIR = 65_536;

/** Routed production decisions of a day by router, policy version and task, as `readGroups` has them. */
function groupsOf(parts: readonly Part[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { columns, at } of parts) {
    const { router, policy_version, task, kind } = columns;
    const counts = new Map<number, number>();
    for (const row of at) {
      if (kind[row] !== KIND.tested) continue;
      const key = ((router.at[row] ?? 0) * PAIR + (policy_version.at[row] ?? 0)) * PAIR + (task.at[row] ?? 0);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [key, decisions] of counts) {
      const names = {
        router: router.words[Math.floor(key / PAIR / PAIR)] ?? "",
        policy_version: policy_version.words[Math.floor(key / PAIR) % PAIR] ?? "",
        task: task.words[key % PAIR] ?? "",
      };
      const name = JSON.stringify(names);
      const found = groups.get(name);
      if (found) found.decisions += decisions;
      else
        groups.set(name, {
          ...{ ...names, decisions, first_day: 0, last_day: 0 },
          fit_hash: JSON.stringify([names.router, names.policy_version]),
          stratum_hash: JSON.stringify([names.router, names.task]),
        });
    }
  }
  return [...groups.values()].sort(
    (a, b) =>
      b.decisions - a.decisions ||
      compare(a.router, b.router) ||
      compare(a.policy_version, b.policy_version) ||
      compare(a.task, b.task),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each row's number of its router with a second name, 0 for one that is not listed. */
function numberRows(
  columns: Columns,
  name: "policy_version" | "task",
  listed: ReadonlyMap<string, number>,
): Uint16Array {
  const [router, second] = [columns.router, columns[name]];
  const width = second.words.length;
  const pairs = Uint16Array.from({ length: router.words.length * width }, (_, at) => {
    const pair = [router.words[Math.floor(at / width)], second.words[at % width]];
    return listed.get(JSON.stringify(pair)) ?? 0;
  });
  const numbers = new Uint16Array(router.at.length);
  for (let row = 0; row < numbers.length; row += 1)
    numbers[row] = pairs[(router.at[row] ?? 0) * width + (second.at[row] ?? 0)] ?? 0;
  return numbers;
}

const numbersOf = (listed: readonly (readonly [string, string])[]): Map<string, number> =>
  new Map(listed.map((pair, index) => [JSON.stringify(pair), index + 1]));

/** Numbers a day's names by the catalogue and the query's focus. */
export function numberDay(query: NeutralityQuery, context: Context, parts: readonly Part[]): NumberedDay {
  const groups = groupsOf(parts);
  const versions = versionsOf(groups);
  const strata = strataOf(groups, query.fixed_strata);
  const bare = context.pools.routers.size > 0 && hasBare(parts);
  const words = new Set(bare ? declaredNames(context.pools) : []);
  for (const { columns } of parts)
    for (const word of [...columns.chosen.words, ...columns.models.items.words]) words.add(word);
  const { names, codes, owners } = codeNames([...words].sort(), context.catalogue, focusOf(query, context));
  const code = new Map(names.map((name, at) => [name, codes[at] ?? 0]));
  const coded = (own: readonly string[]) => ownedBy(Float64Array.from(own, (word) => code.get(word) ?? 0));
  const fits = numbersOf(versions.map(({ router, policy_version }) => [router, policy_version]));
  const places = numbersOf(strata.map(({ router, task }) => [router ?? "", task ?? ""]));
  return {
    parts: parts.map(({ columns, at }) => ({
      ...{ columns, at },
      codes: { chosen: coded(columns.chosen.words), models: coded(columns.models.items.words) },
      fit: numberRows(columns, "policy_version", fits),
      stratum: numberRows(columns, "task", places),
    })),
    ...{ covariates: query.covariates ?? [], versions, strata, owners },
    refused: new Set(refusedSources(context)),
    declared: bare ? new DeclaredPools(context.pools, code) : null,
  };
}
