import { z } from "zod";
import { canonicalJson, toCanonical } from "@/lib/audit";
import type { Prisma, Tx } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { CheckDefinition } from "../checks/definition";
import { ResultVerdict } from "../results/schema";
import { judgementCandidates } from "./closing-judgement";
import { type ClosableFinding, type ClosingResult, whyNotClosing } from "./rules";
import type { FindingView } from "./schema";
import { type CheckFinding, type FindingRow, isOfCheck } from "./store";
import { dayOrNull } from "./view";

const INCLUDE = {
  check: {
    select: {
      key: true,
      check_version: true,
      commitment_id: true,
      clause_key: true,
      metric: true,
      definition: true,
    },
  },
} satisfies Prisma.CheckResultInclude;
type ResultRow = Prisma.CheckResultGetPayload<{ include: typeof INCLUDE }>;

const SHOWN = 20;
/** Of other routers and foci among them. */
const LOOKED_AT = 500;

/** Which decisions a check asks about, and for whom: another router's innocence closes nothing. */
export function questionOf(definition: unknown): string {
  const { test } = CheckDefinition.parse(definition);
  return canonicalJson(
    toCanonical({
      scope: "scope" in test ? test.scope : null,
      focus: "focus" in test ? test.focus : null,
      router: "router" in test ? (test.router ?? null) : null,
    }),
  );
}

const Stored = z.object({ test: z.unknown() });

/** The whole test of a stored definition in one text. */
const testOf = (definition: unknown): string => canonicalJson(toCanonical(Stored.parse(definition).test));

export const closableOf = (row: CheckFinding): ClosableFinding => ({
  kind: row.kind === "failure" ? "failure" : "tilt",
  check_id: row.check_id,
  window_from: formatDay(row.window_from.getTime()),
  commitment_id: row.check.commitment_id,
  clause_key: row.check.clause_key,
  metric: row.check.metric,
  question: questionOf(row.check.definition),
  key: row.check.key,
  test: testOf(row.check.definition),
  remedied_on: dayOrNull(row.remedied_on),
  opened_ms: row.opened_at.getTime(),
});

type Latest = { check_id: string; window_from: Date; number: number; failed: number | null };

/** Of each window of some checks the number of its latest result, and of the latest run in it that failed. */
const readLatest = (tx: Tx, check_ids: readonly string[]): Promise<Latest[]> =>
  tx.$queryRaw<Latest[]>`
    SELECT check_id::text, window_from, max(number) AS number, max(number) FILTER (WHERE verdict = 'failed') AS failed
    FROM check_result WHERE check_id = ANY(${[...new Set(check_ids)]}::uuid[]) GROUP BY check_id, window_from`;

function closingOf(
  { check, check_id, number, verdict, window_from, computed_at }: ResultRow,
  windows: readonly Latest[],
): ClosingResult {
  const own = windows.filter((one) => one.check_id === check_id);
  const failed = own.filter((one) => one.failed !== null && one.failed > number);
  const last = Math.max(...failed.map((one) => one.window_from.getTime()));
  return {
    check_id,
    commitment_id: check.commitment_id,
    clause_key: check.clause_key,
    metric: check.metric,
    question: questionOf(check.definition),
    key: check.key,
    test: testOf(check.definition),
    verdict: ResultVerdict.parse(verdict),
    window_from: formatDay(window_from.getTime()),
    computed_ms: computed_at.getTime(),
    latest: own.every((one) => one.window_from.getTime() !== window_from.getTime() || one.number === number),
    failed_since: failed.length > 0 ? formatDay(last) : null,
  };
}

/** A result as far as it may close a finding; null when there is none with this id. */
export async function readClosingResult(tx: Tx, id: string): Promise<ClosingResult | null> {
  const row = await tx.checkResult.findUnique({ where: { id }, include: INCLUDE });
  return row && closingOf(row, await readLatest(tx, [row.check_id]));
}

/** Results or judgements that may close a finding, newest first. */
export async function closingCandidates(tx: Tx, row: FindingRow): Promise<FindingView["closing_candidates"]> {
  if (row.status === "closed") return [];
  return isOfCheck(row) ? resultCandidates(tx, row) : judgementCandidates(tx, row);
}

async function resultCandidates(tx: Tx, row: CheckFinding): Promise<FindingView["closing_candidates"]> {
  const finding = closableOf(row);
  if (finding.kind === "tilt" && row.remedied_on === null) return [];
  const { commitment_id, clause_key, metric } = finding;
  const rows = await tx.checkResult.findMany({
    where: {
      computed_at: { gt: row.opened_at },
      ...(finding.kind === "failure"
        ? { check_id: finding.check_id, verdict: { not: "failed" } }
        : {
            verdict: "kept",
            window_from: { gt: row.remedied_on ?? row.opened_at },
            check: { commitment_id, clause_key, metric },
          }),
    },
    include: INCLUDE,
    orderBy: [{ computed_at: "desc" }, { number: "desc" }],
    take: LOOKED_AT,
  });
  const windows = await readLatest(
    tx,
    rows.map(({ check_id }) => check_id),
  );
  return rows
    .filter((result) => whyNotClosing(finding, closingOf(result, windows)) === null)
    .slice(0, SHOWN)
    .map(({ id, day, check }) => ({
      id,
      day: formatDay(day.getTime()),
      check_version: check.check_version,
    }));
}
