const NAMED = /^([\s\S]*) AS ([A-Za-z]\w*)$/;
const WORD = /[A-Za-z]\w*/g;

/**
 * Rows of a table with what `clauses` name, as a subquery: a step for all that the steps before it are enough for. In one
 * step the engine would write out every name in full wherever it is used, and spend longer on reading the statement than on
 * the rows of a sample. Clauses are "… AS name", in an order in which each knows only those before it.
 */
export function staged(table: string, condition: string, clauses: readonly string[]): string {
  const levels = new Map<string, number>();
  const steps: string[][] = [];
  for (const clause of clauses) {
    const [, sql = "", name = ""] = NAMED.exec(clause) ?? [];
    const level = 1 + Math.max(-1, ...(sql.match(WORD) ?? []).map((word) => levels.get(word) ?? -1));
    levels.set(name, level);
    steps[level] = [...(steps[level] ?? []), clause];
  }
  const rows = `(SELECT * FROM ${table} WHERE ${condition})`;
  return steps.reduce((from, step) => `(SELECT *, ${step.join(", ")} FROM ${from})`, rows);
}
