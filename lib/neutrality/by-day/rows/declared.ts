import { listCost, type Pool, type Pools, poolChanges, poolOf } from "@/lib/routing/server";
import type { DeclaredCandidate } from "./candidates";
import { type Columns, KIND, type Part } from "./schema";

/** Whether a row's log names no candidates though a router decided. */
export const isBare = ({ kind, models }: Columns, row: number): boolean =>
  kind[row] === KIND.tested && (models.ends[row] ?? 0) === (row === 0 ? 0 : (models.ends[row - 1] ?? 0));

/** What policies supply for decisions whose log names no candidates, as `withCandidates` has it. */
export class DeclaredPools {
  readonly #pools: Pools;
  readonly #codes: ReadonlyMap<string, number>;
  readonly #changes = new Map<string, number[]>();
  readonly #found = new Map<string, Pool | null>();

  constructor(pools: Pools, codes: ReadonlyMap<string, number>) {
    this.#pools = pools;
    this.#codes = codes;
  }

  /** The candidates of a row; null where it names its own, or no policy declares any. */
  of(columns: Columns, row: number): DeclaredCandidate[] | null {
    if (!isBare(columns, row)) return null;
    const { priced } = columns;
    if (!priced) throw new Error("Decisions were read without what prices hang on.");
    const pool = this.#poolOf({
      router: columns.router.words[columns.router.at[row] ?? 0] ?? "",
      policy_version: columns.policy_version.words[columns.policy_version.at[row] ?? 0] ?? "",
      task: columns.task.words[columns.task.at[row] ?? 0] ?? "",
      at_ms: priced.at_ms.at(row),
    });
    if (!pool) return null;
    const known = (tokens: number) => (Number.isNaN(tokens) ? null : tokens);
    const tokens = {
      input_tokens: known(priced.input_tokens.at(row)),
      output_tokens: known(priced.output_tokens.at(row)),
    };
    return pool.candidates.map((candidate) => ({
      code: this.#codes.get(candidate.name) ?? 0,
      quality: candidate.quality ?? Number.NaN,
      cost: listCost(candidate, tokens) ?? Number.NaN,
    }));
  }

  /** Between two changes a router's version and task have one pool. */
  #poolOf(question: { router: string; policy_version: string; task: string; at_ms: number }): Pool | null {
    const { router, policy_version, task, at_ms } = question;
    let changes = this.#changes.get(router);
    if (!changes) {
      changes = poolChanges(this.#pools.routers.get(router) ?? []);
      this.#changes.set(router, changes);
    }
    const since = changes.findLast((change) => change <= at_ms) ?? -1;
    const key = JSON.stringify([router, policy_version, task, since]);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const pool = poolOf(this.#pools, question);
    this.#found.set(key, pool);
    return pool;
  }
}

/** Names of all candidates that policies declare. */
export const declaredNames = ({ routers }: Pools): string[] =>
  [...routers.values()].flat().flatMap(({ models }) => models.map(({ name }) => name));

/** Whether a policy may have to supply candidates for some of these decisions. */
export const hasBare = (parts: readonly Part[]): boolean =>
  parts.some(({ columns, at }) => at.some((row) => isBare(columns, row)));
