import type { Prisma, Tx } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { PolicyRule } from "@/lib/register";
import { type AnnouncedPolicy, policyOfText, samePolicy } from "./text";

export const NOTICE_ROW = { opening: true } as const satisfies Prisma.PolicyNoticeInclude;
export type NoticeRow = Prisma.PolicyNoticeGetPayload<{ include: typeof NOTICE_ROW }>;

/** A notice as checks look at it. Instants are in milliseconds since 1970; `opened_ms` null: not opened. */
export type Notice = {
  id: string;
  router: string;
  policy_version: string;
  announced_ms: number;
  effective_ms: number;
  opened_ms: number | null;
  /** Whether the opened text says what the register's policy says; null while it is closed, or where there is none. */
  agrees: boolean | null;
  /** Whether what was opened is in the form of `noticeText`, so that it can be compared at all; null while it is closed. */
  comparable: boolean | null;
};

type Named = { router: string; policy_version: string };
const nameOf = ({ router, policy_version }: Named): string => JSON.stringify([router, policy_version]);

/** How an opened text of a version compares with the register's policy; retired policies are none. */
export async function readAgreement(
  tx: Tx,
  versions: readonly Named[],
): Promise<(version: Named, content: string) => boolean | null> {
  const rows = await tx.policy.findMany({
    where: {
      retired_at: null,
      OR: versions.map(({ router, policy_version }) => ({ router, policy_version })),
    },
  });
  const policies = new Map(
    rows.map(({ router, policy_version, from, aliases, rule, models }): [string, AnnouncedPolicy] => [
      nameOf({ router, policy_version }),
      {
        ...{ router, version: policy_version, from: from.toISOString(), aliases, models },
        rule: PolicyRule.nullable().parse(rule),
      },
    ]),
  );
  return (version, content) => {
    const policy = policies.get(nameOf(version));
    const announced = policy ? policyOfText(content) : null;
    return policy ? announced !== null && samePolicy(announced, policy) : null;
  };
}

/**
 * Every notice, in the order in which they were announced: by the clock of checks while all traffic is generated, and by the
 * real one as soon as there is other. A notice that a simulated clock dates back gave nobody days that were real.
 */
export async function readNotices(tx: Tx): Promise<Notice[]> {
  const real = (await tx.trafficSource.count({ where: { generated: false } })) > 0;
  const announced = ({ announced_at, written_at }: NoticeRow) => (real ? written_at : announced_at);
  const order = real ? "written_at" : "announced_at";
  const rows = await tx.policyNotice.findMany({ include: NOTICE_ROW, orderBy: { [order]: "asc" } });
  const agrees = await readAgreement(tx, rows);
  return rows.map((row) => ({
    id: row.id,
    router: row.router,
    policy_version: row.policy_version,
    announced_ms: announced(row).getTime(),
    effective_ms: row.effective_from.getTime(),
    opened_ms: row.opening?.opened_at.getTime() ?? null,
    agrees: row.opening ? agrees(row, row.opening.content) : null,
    comparable: row.opening ? policyOfText(row.opening.content) !== null : null,
  }));
}

/** One notice by its id. Throws 404. */
export async function findNotice(tx: Tx, id: string): Promise<NoticeRow> {
  const row = isUuid(id) ? await tx.policyNotice.findUnique({ where: { id }, include: NOTICE_ROW }) : null;
  if (!row) throw notFound();
  return row;
}
