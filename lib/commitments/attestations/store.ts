import type { Prisma, Tx } from "@/lib/db/server";
import type { CheckWindow } from "../checks/rules";
import { toDate, toDay } from "../day";
import { standingAnswers } from "./rules";
import { AttestationAnswerView } from "./schema";

type Row = Prisma.AttestationAnswerGetPayload<object>;

const toAnswerView = (row: Row): AttestationAnswerView =>
  AttestationAnswerView.parse({
    ...row,
    day: toDay(row.day),
    expires_on: row.expires_on && toDay(row.expires_on),
    answered_at: row.answered_at.toISOString(),
  });

/** Every answer to a version, in the order in which they were given. */
export async function readAllAnswers(tx: Tx, check_id: string): Promise<AttestationAnswerView[]> {
  const rows = await tx.attestationAnswer.findMany({
    where: { check_id },
    orderBy: [{ answered_at: "asc" }, { id: "asc" }],
  });
  return rows.map(toAnswerView);
}

/** The answers that stand for periods that end in a window, `to` excluded: of each person and period the last. */
export async function readAnswers(
  tx: Tx,
  check_id: string,
  { from, to }: CheckWindow,
): Promise<AttestationAnswerView[]> {
  const rows = await tx.attestationAnswer.findMany({
    where: { check_id, day: { gte: toDate(from), lt: toDate(to) } },
    orderBy: [{ answered_at: "asc" }, { id: "asc" }],
  });
  return standingAnswers(rows.map(toAnswerView));
}
