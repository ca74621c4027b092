import { appendAudit } from "@/lib/audit/server";
import { asChecks, isUniqueViolation, type Prisma, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { METHOD_VERSION } from "@/lib/neutrality";
import { RowsInMemory } from "@/lib/neutrality/server";
import { windowOf } from "../checks/rules";
import type { LoadedCheck } from "../checks/store";
import { type Day, toDate } from "../day";
import { openFindings } from "../findings/open";
import type { ResultView } from "../results/schema";
import { readResult } from "../results/store";
import { CHECKS } from "../system";
import { failedRun } from "./failed";
import { fitContent, remember } from "./store";
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
  const done = run.trigger === "scheduled" ? await findScheduled(check.id, run.day) : null;
  if (done) return done;
  const ahead = options.ahead ?? { memory: new RowsInMemory(), upto: run.day };
  for (let again = 0; ; again += 1) {
    const worked = await workOut(check, window.from, run, ahead).catch((error: unknown) => failedRun(error));
    try {
      return await write(check, window.from, run, worked, options);
    } catch (error) {
      if (!isTaken(error)) throw error;
      const other = run.trigger === "scheduled" ? await findScheduled(check.id, run.day) : null;
      if (other) return other;
      // Another run has measured the same days meanwhile: once more, on what it left.
      if (again > 0) throw error;
    }
  }
}

/** Somebody else has written the same day, fit or result: raw statements say so in their text alone. */
const isTaken = (error: unknown): boolean =>
  isUniqueViolation(error) ||
  (error instanceof Error && /23505|duplicate key value/.test(`${error.message} ${JSON.stringify(error)}`));

const findScheduled = (check_id: string, day: Day): Promise<ResultView | null> =>
  withActor(CHECKS, async (tx) => {
    const row = await tx.checkResult.findFirst({
      where: { check_id, day: toDate(day), trigger: "scheduled" },
      select: { id: true },
    });
    return row && readResult(tx, row.id);
  });

const json = (value: unknown) => value as Prisma.InputJsonValue;

async function write(
  check: LoadedCheck,
  window_from: Day,
  run: Run,
  worked: WorkedOut,
  { guard }: RunOptions,
): Promise<ResultView> {
  const id = uuidv7();
  const view = await withActor(
    CHECKS,
    async (tx) => {
      await asChecks(tx, async (inner) => {
        // As the trigger on results does: one result of a check after the other.
        await inner.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`check_result ${check.id}`}, 0))`;
        await guard?.(inner);
        await writeMeasured(inner, check.id, window_from, worked);
        await writeResult(inner, { id, check, window_from, run, worked });
        const { verdict, figures } = worked.judged;
        await openFindings(inner, check, { id, day: run.day, window_from, verdict, figures });
      });
      return readResult(tx, id);
    },
    { timeout_ms: 60_000 },
  );
  remember(new Map(worked.days.map(({ id: day_id, content }) => [day_id, content])));
  return view;
}

async function writeMeasured(
  tx: Tx,
  check_id: string,
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
        ...{ content: json(fitContent(fit)), dataset_digest: fit.dataset_digest },
      },
    });
  }
  // As text: the client takes as long to look through a day's tables as it takes to measure them.
  for (const { id, day, revision, content, ...hashes } of days)
    await tx.$executeRaw`INSERT INTO check_day
        (id, check_id, window_from, day, revision, content, content_hash, dataset_digest, catalogue_version, method_version)
      VALUES (${id}::uuid, ${check_id}::uuid, ${window_from}::date, ${day}::date, ${revision}, ${JSON.stringify(content)}::jsonb,
        ${hashes.content_hash}, ${hashes.dataset_digest}, ${hashes.catalogue_version}, ${METHOD_VERSION})`;
}

type Writing = { id: string; check: LoadedCheck; window_from: Day; run: Run; worked: WorkedOut };

async function writeResult(tx: Tx, { id, check, window_from, run, worked }: Writing): Promise<void> {
  const { judged, inputs, inputs_hash, dataset_digest, catalogue_version } = worked;
  const [last] = await tx.$queryRaw<{ number: number }[]>`
    SELECT coalesce(max(number), 0)::int AS number FROM check_result WHERE check_id = ${check.id}::uuid`;
  const before = await tx.checkResult.findFirst({
    where: { check_id: check.id, window_from: toDate(window_from), day: toDate(run.day) },
    orderBy: { number: "desc" },
    select: { id: true },
  });
  const facts = { check_id: check.id, number: (last?.number ?? 0) + 1, trigger: run.trigger, why: run.why };
  await tx.checkResult.create({
    data: {
      ...{ id, ...facts, window_from: toDate(window_from), day: toDate(run.day), verdict: judged.verdict },
      ...{ figures: json(judged.figures), inputs: json(inputs), inputs_hash, dataset_digest },
      ...{ method_version: METHOD_VERSION, catalogue_version, b_version: judged.b_version },
      ...{ replaces_id: before?.id ?? null, computed_by: "" },
    },
  });
  await appendAudit(tx, {
    actor: CHECKS,
    action: "check:run",
    entity: "check_result",
    entity_id: id,
    ...(run.why === null ? {} : { reason: run.why }),
    after: { ...facts, window_from, day: run.day, verdict: judged.verdict, inputs_hash, dataset_digest },
  });
}
