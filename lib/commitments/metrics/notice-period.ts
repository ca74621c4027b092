import { asDetection, withActor } from "@/lib/db/server";
import { type Day, dayStart, plusDays } from "../day";
import { readNotices } from "../notices/store";
import { CHECKS } from "../system";
import type { Judged, Judging, Measuring, Metric } from "./metric";

const DAY_MS = 86_400_000;

/** A policy version that took effect, and the notice that announced it first; null: none did. */
export type Announced = {
  router: string;
  policy_version: string;
  effective_ms: number;
  announced_ms: number | null;
  /** When what was announced was opened; null: not yet. */
  opened_ms: number | null;
  /** Something was announced under its name, and when opened it said something else: that is no notice. */
  says_other: boolean;
};

type NoticeDay = { policies: Announced[] };

/** Days between a notice and the policy that it announces, the shortest of those that took effect in the window. */
export const NOTICE_PERIOD: Metric<"notice_period"> = {
  per: () => "run",
  measure: async (measuring) => ({
    days: new Map<Day, NoticeDay>([[measuring.day, { policies: await readAnnounced(measuring) }]]),
    fits: [],
  }),
  judge: judgeNotices,
};

const readAnnounced = ({
  test,
  window_from,
  day,
}: Pick<Measuring<"notice_period">, "test" | "window_from" | "day">): Promise<Announced[]> =>
  withActor(CHECKS, async (tx) => {
    const notices = await readNotices(tx);
    const policies = await asDetection(tx, (inner) =>
      inner.policy.findMany({
        where: {
          retired_at: null,
          from: { gte: new Date(dayStart(window_from)), lt: new Date(dayStart(plusDays(day, 1))) },
          ...(test.router === undefined ? {} : { router: test.router }),
        },
        select: { router: true, policy_version: true, from: true },
        orderBy: [{ from: "asc" }, { router: "asc" }, { policy_version: "asc" }],
      }),
    );
    return policies.map(({ router, policy_version, from }) => {
      const own = notices.filter((one) => one.router === router && one.policy_version === policy_version);
      const [first] = own
        .filter(({ agrees }) => agrees !== false)
        .sort((a, b) => a.announced_ms - b.announced_ms);
      return {
        ...{ router, policy_version, effective_ms: from.getTime() },
        ...{ announced_ms: first?.announced_ms ?? null, opened_ms: first?.opened_ms ?? null },
        says_other: !first && own.length > 0,
      };
    });
  });

/** Whole days of notice; 0 where nobody announced it. */
const noticeOf = ({ announced_ms, effective_ms }: Announced): number =>
  announced_ms === null ? 0 : Math.max(0, Math.floor((effective_ms - announced_ms) / DAY_MS));

export function judgeNotices({
  test,
  day,
  days,
}: Pick<Judging<"notice_period">, "test" | "day" | "days">): Judged {
  const content = days.at(-1)?.content as NoticeDay | undefined;
  const policies = content?.policies ?? [];
  const shortest = policies.length > 0 ? Math.min(...policies.map(noticeOf)) : null;
  const end_ms = dayStart(plusDays(day, 1));
  const unopened = policies.filter(
    ({ announced_ms, opened_ms }) => announced_ms !== null && (opened_ms === null || opened_ms >= end_ms),
  );
  const because = [
    ...policies.flatMap((policy) =>
      policy.announced_ms === null
        ? [
            `${policy.says_other ? "notice_says_other" : "no_notice"}: ${policy.router} ${policy.policy_version}`,
          ]
        : noticeOf(policy) < test.days
          ? [`notice_too_short: ${policy.router} ${policy.policy_version}`]
          : [],
    ),
    ...unopened.map(({ router, policy_version }) => `notice_not_opened: ${router} ${policy_version}`),
  ];
  const short = shortest !== null && shortest < test.days;
  return {
    verdict: shortest === null ? "no_data" : short ? "breach" : unopened.length > 0 ? "watch" : "kept",
    figures: {
      measures: [
        { name: "notice_days", unit: "days", value: shortest, lower: null, upper: null, limit: test.days },
      ],
      n: policies.length,
      because:
        shortest === null ? ["nothing_took_effect"] : because.length > 0 ? because : ["announced_in_time"],
      tilt: null,
      rows: policies.map((policy) => ({
        ...{ label: `${policy.router} ${policy.policy_version}`, group: null },
        ...{ value: noticeOf(policy), n: null },
      })),
    },
    b_version: null,
  };
}
