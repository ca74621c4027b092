import { appendAudit } from "@/lib/audit/server";
import { asChecks, isUniqueViolation, type Prisma, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { RowsInMemory } from "@/lib/neutrality/server";
import { windowOf } from "../checks/rules";
import type { LoadedCheck } from "../checks/store";
import { type Day, toDate } from "../day";
import { openFindings } from "../findings/open";
import { methodOf } from "../metrics/registry";
import type { ResultView } from "../results/schema";
import { type FullResultRow, viewOf } from "../results/store";
import { CHECKS } from "../system";
import { failedRun } from "./failed";
import { rememberWritten } from "./standing";
import { fitContent, remember, toResult } from "./store";
import { type Ahead, type Run, type WorkedOut, workOut } from "./work-out";

export type { Run } from "./work-out";

export type RunOptions = {
  /** Called in the writing transaction just before the result is inserted: throws where the run may no longer be written. */
  guard?: (tx: Tx) => Promise<void>;
  /** What several runs have in common; by default a run is one by itself. */
  ahead?: Ahead;
};

/**
 * Measures what is missing of the window, judges the days up to `run.day`, and writes days, fits, result and findings in
 * one transaction. A run that cannot be completed is a result too, `failed`, with its reason. A scheduled run that has a
 * result already gives that. Throws where the day lies in no window, and whatever the guard throws.
 */
export async function runCheck(check: LoadedCheck, run: Run, options: RunOptions = {}): Promise<ResultView> {
  const window = windowOf(check.definition, run.day);
  if (!window) throw new Error(`${run.day} lies before the first day of ${check.key}.`);
  const ahead = options.ahead ?? { memory: new RowsInMemory(), upto: run.day };
  for (let again = 0; ; again += 1) {
    const worked = await workOut(check, window.from, run, ahead).catch((error: unknown) => failedRun(error));
    if ("done" in worked) return worked.done;
    try {
      return await write(check, window.from, run, worked, options);
    } catch (error) {
      if (!isTaken(error)) throw error;
      // Another run has measured the same days meanwhile, or given this very result: once more, on what it left.
      if (again > 0) throw error;
    }
  }
}

/** Somebody else has written the same day, fit or result: raw statements say so in their text alone. */
const isTaken = (error: unknown): boolean =>
  isUniqueViolation(error) ||
  (error instanceof Error && /23505|duplicate key value/.test(`${error.message} ${JSON.stringify(error)}`));

async function write(
  check: LoadedCheck,
  window_from: Day,
  run: Run,
  worked: WorkedOut,
  { guard }: RunOptions,
): Promise<ResultView> {
  const id = uuidv7();
  const writing = { id, check, window_from, run, worked };
  const written = await withActor(
    CHECKS,
    (tx) =>
      asChecks(tx, async (inner) => {
        // As the trigger on results does: one result of a check after the other.
        await inner.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`check_result ${check.id}`}, 0))`;
        await guard?.(inner);
        await writeMeasured(inner, check, window_from, worked);
        const row = await writeResult(inner, writing);
        const { verdict, figures } = worked.judged;
        await openFindings(inner, check, { id, day: run.day, window_from, verdict, figures });
        return row;
      }),
    { timeout_ms: 60_000 },
  );
  rememberRun(writing, written);
  return viewOf(written, worked.rests_on);
}

/** What the next run would read again: the days' contents, and that this result is the last. */
function rememberRun({ check, window_from, worked }: Writing, written: FullResultRow): void {
  const { days, fits, before } = worked;
  remember(new Map(days.map(({ id, content }) => [id, content])));
  if (!before) return;
  const key = { check_id: check.id, window_from };
  const result = toResult(written);
  rememberWritten(key, before, { number: written.number, days, fits: fits.length, result });
}

async function writeMeasured(
  tx: Tx,
  { id: check_id }: LoadedCheck,
  window_from: Day,
  { days, fits }: WorkedOut,
): Promise<void> {
  const from = toDate(window_from);
  for (const fit of fits) {
    const { id, router, policy_version, b_version, content_hash, catalogue_version } = fit;
    await tx.checkFit.create({
      data: {
        ...{ id, check_id, window_from: from, b_version, router, policy_version, content_hash },
        ...{ from_day: toDate(fit.from_day), upto_day: toDate(fit.upto_day), catalogue_version },
        ...{ content: fitContent(fit) as Prisma.InputJsonValue, dataset_digest: fit.dataset_digest },
      },
    });
  }
  // As text: the client takes as long to look through a day's tables as it takes to measure them.
  for (const { id, day, revision, text, ...hashes } of days)
    await tx.$executeRaw`INSERT INTO check_day
        (id, check_id, window_from, day, revision, content, content_hash, dataset_digest, catalogue_version, method_version)
      VALUES (${id}::uuid, ${check_id}::uuid, ${window_from}::date, ${day}::date, ${revision}, ${text}::jsonb,
        ${hashes.content_hash}, ${hashes.dataset_digest}, ${hashes.catalogue_version}, ${hashes.method_version})`;
}

type Writing = { id: string; check: LoadedCheck; window_from: Day; run: Run; worked: WorkedOut };

/** Writes a result, and gives its row as it would be read again: what it holds is what its text holds. */
async function writeResult(tx: Tx, { id, check, window_from, run, worked }: Writing): Promise<FullResultRow> {
  const { judged, inputs_hash, dataset_digest, catalogue_version } = worked;
  const { verdict, b_version } = judged;
  const { day, trigger } = run;
  const why = run.why ?? worked.why;
  const { id: check_id, key, check_version, title } = check;
  const { metric } = check.definition.test;
  const method_version = methodOf(check.definition.test);
  const [figures, inputs] = [JSON.stringify(judged.figures), JSON.stringify(worked.inputs)];
  const [last] = await tx.$queryRaw<{ number: number; replaces: string | null }[]>`
    SELECT coalesce(max(number), 0)::int AS number,
      (SELECT id::text FROM check_result WHERE check_id = ${check_id}::uuid AND window_from = ${window_from}::date
        AND day = ${day}::date ORDER BY number DESC LIMIT 1) AS replaces
    FROM check_result WHERE check_id = ${check_id}::uuid`;
  const [number, replaces_id] = [(last?.number ?? 0) + 1, last?.replaces ?? null];
  const [made] = await tx.$queryRaw<{ computed_at: Date; computed_by: string }[]>`
    INSERT INTO check_result (id, check_id, number, window_from, day, trigger, why, verdict, figures, inputs, inputs_hash,
      dataset_digest, method_version, catalogue_version, b_version, replaces_id, computed_by)
    VALUES (${id}::uuid, ${check_id}::uuid, ${number}, ${window_from}::date, ${day}::date, ${trigger}, ${why}, ${verdict},
      ${figures}::jsonb, ${inputs}::jsonb, ${inputs_hash}, ${dataset_digest}, ${method_version}, ${catalogue_version},
      ${b_version}, ${replaces_id}::uuid, '')
    RETURNING computed_at, computed_by`;
  if (!made) throw new Error("A result that was written has a time.");
  const facts = { check_id, number, trigger, why };
  await appendAudit(tx, {
    actor: CHECKS,
    action: "check:run",
    entity: "check_result",
    entity_id: id,
    ...(why === null ? {} : { reason: why }),
    after: { ...facts, window_from, day, verdict, inputs_hash, dataset_digest },
  });
  return {
    ...{ id, ...facts, verdict, inputs_hash, dataset_digest, method_version, catalogue_version, b_version },
    ...{ window_from: toDate(window_from), day: toDate(day), replaces_id, replaced_by: [], ...made },
    ...{ figures: JSON.parse(figures), inputs: JSON.parse(inputs) },
    check: { id: check_id, key, check_version, title, metric },
  };
}
