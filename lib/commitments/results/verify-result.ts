import { type Actor, authorize } from "@/lib/access";
import { canonicalJson, toCanonical } from "@/lib/audit";
import { type Tx, withActor } from "@/lib/db/server";
import { CheckDefinition, type MetricName } from "../checks/definition";
import { storedHash } from "../checks/normalise";
import { type Day, toDate, toDay } from "../day";
import type { Breached, Content, Judging } from "../metrics/metric";
import { methodOf, metricOf } from "../metrics/registry";
import { hashOf } from "../runs/hash";
import { hashInputs, type KeptInputs } from "../runs/inputs";
import { periodFrom } from "../runs/look";
import { fitContent, readFits, type StoredFit } from "../runs/store";
import { wholeDigest } from "../runs/work-out";
import { auditDifferences } from "./audited";
import type { ResultVerification } from "./schema";
import { type FullResultRow, findResult, inputsOf } from "./store";

type StoredDay = {
  day: Day;
  revision: number;
  content: Content;
  content_hash: string;
  dataset_digest: string;
};

const same = (a: unknown, b: unknown): boolean =>
  canonicalJson(toCanonical(a)) === canonicalJson(toCanonical(b));

/**
 * Recomputes a result from what it kept: every day and fit has its hash, together they have the result's, and the
 * figures follow from them; and it is the one that the audit log says was written. What another method judged keeps its hashes and is not worked out again. Names each
 * difference. Throws 403 and 404.
 */
export async function verifyResult(actor: Actor, id: string): Promise<ResultVerification> {
  authorize(actor, "promise:read");
  return withActor(actor, async (tx) => verify(tx, await findResult(tx, id)), { timeout_ms: 120_000 });
}

async function verify(tx: Tx, row: FullResultRow): Promise<ResultVerification> {
  const { definition: stored, definition_hash } = await tx.promiseCheck.findUniqueOrThrow({
    where: { id: row.check_id },
    select: { definition: true, definition_hash: true },
  });
  const inputs = inputsOf(row);
  const days = await readDays(tx, row, inputs);
  const fits = await readUsedFits(tx, row, inputs);
  const differences = [
    ...(storedHash(stored) === definition_hash
      ? []
      : ["The check's definition is not the one that was hashed."]),
    ...(days.length === inputs.days.length ? [] : ["A day that it rests on is not there."]),
    ...days.flatMap(({ day, revision, content, content_hash }) =>
      hashOf(content) === content_hash
        ? []
        : [`${day}, revision ${revision}: the day's content is not the one that was hashed.`],
    ),
    ...(fits.length === inputs.fits.length ? [] : ["A fit that it rests on is not there."]),
    ...fits.flatMap((fit) =>
      hashOf(fitContent(fit)) === fit.content_hash
        ? []
        : [`Fit ${fit.b_version} of ${fit.router}: its content is not the one that was hashed.`],
    ),
    ...(hashInputs(inputs, days, fits) === row.inputs_hash
      ? []
      : ["What it rests on does not have the hash that the result kept."]),
    ...(await earlierDifferences(tx, inputs)),
    ...(await auditDifferences(tx, row)),
  ];
  const definition = CheckDefinition.parse(stored);
  const not_recomputed = whyNotAgain(row, definition);
  if (row.verdict !== "failed") differences.push(...digestDifferences(row, definition, days));
  if (not_recomputed === null) differences.push(...judgeAgain(row, definition, { inputs, days, fits }));
  return {
    ...{ verified: differences.length === 0, differences },
    ...{ recomputed: not_recomputed === null, not_recomputed },
  };
}

/** Why verdict and figures cannot be worked out again, whatever the hashes say; null where they can. */
function whyNotAgain({ verdict, method_version }: FullResultRow, { test }: CheckDefinition): string | null {
  if (verdict === "failed") return "Its run failed: there are no figures to work out again.";
  const method = methodOf(test);
  return method_version === method
    ? null
    : `It was judged by method ${method_version}, and this program has ${method}.`;
}

async function readDays(tx: Tx, row: FullResultRow, { days }: KeptInputs): Promise<StoredDay[]> {
  const [first, last] = [days[0]?.[0], days.at(-1)?.[0]];
  if (first === undefined || last === undefined) return [];
  const rows = await tx.checkDay.findMany({
    where: {
      ...{ check_id: row.check_id, window_from: row.window_from },
      day: { gte: toDate(first), lte: toDate(last) },
    },
    select: { day: true, revision: true, content: true, content_hash: true, dataset_digest: true },
  });
  const found = new Map(rows.map((one) => [`${toDay(one.day)} ${one.revision}`, one]));
  return days.flatMap(([day, revision]) => {
    const one = found.get(`${day} ${revision}`);
    return one ? [{ ...one, day, content: one.content as Content }] : [];
  });
}

/** The fits in the order that the result names them in, of which its hash is. */
async function readUsedFits(tx: Tx, row: FullResultRow, { fits }: KeptInputs): Promise<StoredFit[]> {
  if (fits.length === 0) return [];
  const name = (b_version: number, router: string, version: string) =>
    JSON.stringify([b_version, router, version]);
  const all = await readFits(tx, { check_id: row.check_id, window_from: toDay(row.window_from) });
  const found = new Map(all.map((fit) => [name(fit.b_version, fit.router, fit.policy_version), fit]));
  return fits.flatMap(([b_version, router, version]) => found.get(name(b_version, router, version)) ?? []);
}

/** What an earlier result is said to have reached is what it says itself. */
async function earlierDifferences(tx: Tx, { earlier, breached, between }: KeptInputs): Promise<string[]> {
  if (breached && !(await stoodAsBreach(tx, breached)))
    return ["The earlier breach that it asks about says something else."];
  const due = between?.result_id
    ? await tx.checkResult.findUnique({ where: { id: between.result_id }, select: { verdict: true } })
    : null;
  if (between && (due?.verdict ?? null) !== between.verdict)
    return ["The due look that it goes by says something else."];
  if (!earlier) return [];
  const found = await tx.checkResult.findUnique({
    where: { id: earlier.result_id },
    select: { verdict: true, figures: true },
  });
  const peak = (found?.figures as { tilt?: { peak?: unknown } | null } | undefined)?.tilt?.peak;
  return found?.verdict === earlier.verdict && same(peak, earlier.peak)
    ? []
    : ["The earlier result that it goes on from says something else."];
}

async function stoodAsBreach(tx: Tx, { result_id, day }: Breached): Promise<boolean> {
  const found = await tx.checkResult.findUnique({
    where: { id: result_id },
    select: { verdict: true, figures: true },
  });
  const tilt = (found?.figures as { tilt?: { peak: { day: Day | null } } | null } | undefined)?.tilt;
  return found?.verdict === "breach" && tilt?.peak.day === day;
}

type Kept = { inputs: KeptInputs; days: readonly StoredDay[]; fits: readonly StoredFit[] };

function judgeAgain(row: FullResultRow, definition: CheckDefinition, { inputs, days, fits }: Kept): string[] {
  const { test, window_days } = definition;
  const metric = metricOf(test.metric);
  const { look, evidence, earlier, breached = null, between = null } = inputs;
  const judging: Judging<MetricName> = {
    ...{ test, window_from: toDay(row.window_from), day: toDay(row.day), window_days, look },
    since: periodFrom(definition, toDay(row.window_from), toDay(row.day)),
    ...{ days, fits, evidence, earlier, breached, between },
  };
  const judged = metric.judge(judging);
  return [
    ...(judged.verdict === row.verdict
      ? []
      : [`The verdict comes out as ${judged.verdict}, not ${row.verdict}.`]),
    ...(same(judged.figures, row.figures) ? [] : ["The figures come out otherwise."]),
    ...(judged.b_version === row.b_version ? [] : ["The version of the fits comes out otherwise."]),
  ];
}

const digestDifferences = (
  { dataset_digest }: FullResultRow,
  { test }: CheckDefinition,
  days: readonly StoredDay[],
): string[] =>
  wholeDigest(metricOf(test.metric).per(test), days) === dataset_digest
    ? []
    : ["The digest of the decisions is another."];
