import type { Prisma, Tx } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { ClauseKind } from "@/lib/register";
import { readAllAnswers } from "../attestations/store";
import { LONG_STRIP_DAYS } from "../checks/marks";
import { readNamedOver } from "../checks/named-over";
import { readListItems } from "../checks/read-view";
import { isRunning } from "../checks/rules";
import type { CheckListItem, NamedOver } from "../checks/schema";
import { type LoadedCheck, readChecks } from "../checks/store";
import { clockNow } from "../clock";
import { type DaysOf, readDays } from "./days";
import { clauseEvidence, clauseTest, coverageOf, worstVerdict } from "./rules";
import type { ClauseSummary, CommitmentSummary } from "./schema";

const COMMITMENT_ROW = {
  clauses: { orderBy: { key: "asc" } },
} as const satisfies Prisma.CommitmentInclude;
type CommitmentRow = Prisma.CommitmentGetPayload<{ include: typeof COMMITMENT_ROW }>;

/** A version as it is shown and as it runs. */
type Shown = { item: CheckListItem; check: LoadedCheck };
type Known = {
  days: DaysOf;
  now_ms: number;
  answers: ReadonlyMap<string, Answers>;
  /** By the name of a clause. */
  named: ReadonlyMap<string, NamedOver | null>;
};
const isOf = (commitment_id: string, clause: string) => (check: LoadedCheck) =>
  check.commitment_id === commitment_id && check.clause_key === clause;
const clauseName = (commitment_id: string, key: string): string => JSON.stringify([commitment_id, key]);
type Answers = Awaited<ReturnType<typeof readAllAnswers>>;

const HIDDEN = ["refused", "withdrawn", "lapsed"];

function summariseClause(
  { commitment_id, key, text, kind }: CommitmentRow["clauses"][number],
  shown: readonly Shown[],
  { days, now_ms, answers, named }: Known,
): ClauseSummary {
  const running = shown.filter(({ check }) => isRunning(check));
  const asked = running.flatMap(({ check }) => {
    const { test } = check.definition;
    return test.metric === "attestation" ? [{ check, test, answers: answers.get(check.id) ?? [] }] : [];
  });
  return {
    ...{ key, text, kind: ClauseKind.nullable().parse(kind) },
    test: clauseTest(running, now_ms),
    evidence: clauseEvidence(asked, formatDay(now_ms)),
    verdict: worstVerdict(running.flatMap(({ item }) => (item.latest ? [item.latest.verdict] : []))),
    open_findings: shown.reduce((sum, { item }) => sum + item.open_findings, 0),
    named_over: named.get(clauseName(commitment_id, key)) ?? null,
    days: days(commitment_id, key),
    checks: shown.filter(({ check }) => !HIDDEN.includes(check.status)).map(({ item }) => item),
  };
}

async function readSources(tx: Tx, ids: readonly string[]) {
  const links = await tx.factSource.findMany({
    where: { entity: "commitment", entity_id: { in: [...ids] } },
    include: { source: true },
    orderBy: { source: { key: "asc" } },
  });
  return (commitment_id: string): CommitmentSummary["sources"] =>
    links
      .filter(({ entity_id }) => entity_id === commitment_id)
      .map(({ source: { key, title, url, published, archived_hash } }) => ({
        ...{ key, title, url, published, archived_hash },
      }));
}

/** The commitments that `where` names with their clauses, checks and days, as they stand by the clock of checks. */
export async function readSummaries(
  tx: Tx,
  where: Prisma.CommitmentWhereInput,
): Promise<CommitmentSummary[]> {
  const rows = await tx.commitment.findMany({
    where,
    include: COMMITMENT_ROW,
    orderBy: { created_at: "asc" },
  });
  const ids = rows.map(({ id }) => id);
  const sourcesOf = await readSources(tx, ids);
  const placed = await readChecks(tx, { commitment_id: { in: ids } });
  const items = await readListItems(tx, placed, LONG_STRIP_DAYS);
  const shown = placed.flatMap(({ check }, at): Shown[] => {
    const item = items[at];
    return item ? [{ check, item }] : [];
  });
  const answers = new Map<string, Answers>();
  for (const { check } of shown)
    if (check.definition.test.metric === "attestation" && isRunning(check))
      answers.set(check.id, await readAllAnswers(tx, check.id));
  const now_ms = await clockNow(tx);
  const named = new Map<string, NamedOver | null>();
  for (const { commitment_id, key } of rows.flatMap(({ clauses }) => clauses)) {
    const own = shown.map(({ check }) => check).filter(isOf(commitment_id, key));
    named.set(clauseName(commitment_id, key), await readNamedOver(tx, own, formatDay(now_ms)));
  }
  const known: Known = { days: await readDays(tx, ids), now_ms, answers, named };
  return rows.map((row) => {
    const own = shown.filter(({ check }) => check.commitment_id === row.id);
    const clauses = row.clauses.map((clause) =>
      summariseClause(
        clause,
        own.filter(({ check }) => check.clause_key === clause.key),
        known,
      ),
    );
    return {
      ...factsOf(row),
      sources: sourcesOf(row.id),
      ...wholeOf(clauses, own, known.days(row.id, null)),
    };
  });
}

const factsOf = ({ id, key, text, speaker, made_on, audience, retired_at }: CommitmentRow) => ({
  ...{ id, key, text, speaker, made_on, audience },
  retired_at: retired_at?.toISOString() ?? null,
});

function wholeOf(
  clauses: ClauseSummary[],
  shown: readonly Shown[],
  days: CommitmentSummary["days"],
): Pick<CommitmentSummary, "clauses" | "coverage" | "verdict" | "open_findings" | "days" | "first_day"> {
  return {
    clauses,
    coverage: coverageOf(clauses),
    verdict: worstVerdict(clauses.flatMap(({ verdict }) => verdict ?? [])),
    open_findings: clauses.reduce((sum, { open_findings }) => sum + open_findings, 0),
    days,
    first_day: shown.map(({ check }) => check.first_day).sort()[0] ?? null,
  };
}
