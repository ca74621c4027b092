import { asDetection, type Tx, withActor } from "@/lib/db/server";
import { type Day, dayStart, plusDays } from "../day";
import { nameOf, readFirstDecisions } from "../notices/first-decisions";
import { type Notice, readNotices } from "../notices/store";
import { CHECKS } from "../system";
import type { Judged, Judging, Measuring, Metric } from "./metric";

const DAY_MS = 86_400_000;

/** A policy version that took effect, and the notice that announced it first; null: none did. */
export type Announced = {
  router: string;
  policy_version: string;
  /** The earlier of the time that the register gives and of its first decision in the log. */
  effective_ms: number;
  /** What the register has of it: nothing, or a time after it had decided already. */
  register: "as_it_says" | "later" | "none";
  announced_ms: number | null;
  /** When what was announced was opened; null: not yet. */
  opened_ms: number | null;
  /** Something was announced under its name, and when opened it said something else, or nothing that can be compared. */
  no_notice: "says_other" | "no_form" | null;
};

type NoticeDay = { policies: Announced[] };

/**
 * Days between a notice and the policy that it announces, the shortest of those that took effect in the window. Rule 2: the
 * log has a say in what took effect and when, and a notice is opened on that day.
 */
export const NOTICE_PERIOD: Metric<"notice_period"> = {
  rule: 2,
  per: () => "run",
  measure: async (measuring) => ({
    days: new Map<Day, NoticeDay>([[measuring.day, { policies: await readAnnounced(measuring) }]]),
    fits: [],
  }),
  judge: judgeNotices,
};

type Effective = Pick<Announced, "router" | "policy_version" | "effective_ms" | "register">;

async function readAnnounced({
  test: { router },
  window_from,
  day,
}: Pick<Measuring<"notice_period">, "test" | "window_from" | "day">): Promise<Announced[]> {
  const [from_ms, end_ms] = [dayStart(window_from), dayStart(plusDays(day, 1))];
  const decided = new Map((await readFirstDecisions(router, end_ms)).map((one) => [nameOf(one), one]));
  return withActor(CHECKS, async (tx) => {
    const notices = await readNotices(tx);
    const registered = (await readPolicies(tx, router)).map((policy): Effective => {
      const { first_ms = Number.POSITIVE_INFINITY } = decided.get(nameOf(policy)) ?? {};
      decided.delete(nameOf(policy));
      const early = first_ms < policy.effective_ms;
      return early ? { ...policy, effective_ms: first_ms, register: "later" } : policy;
    });
    const others = [...decided.values()].map(
      ({ first_ms, ...version }): Effective => ({ ...version, effective_ms: first_ms, register: "none" }),
    );
    return [...registered, ...others]
      .filter(({ effective_ms }) => effective_ms >= from_ms && effective_ms < end_ms)
      .sort((a, b) => a.effective_ms - b.effective_ms || (nameOf(a) < nameOf(b) ? -1 : 1))
      .map((policy) => ({ ...policy, ...announcementOf(policy, notices) }));
  });
}

/** Every policy of the register, by the time that it gives. */
const readPolicies = (tx: Tx, router: string | undefined): Promise<Effective[]> =>
  asDetection(tx, async (inner) => {
    const rows = await inner.policy.findMany({
      where: { retired_at: null, ...(router === undefined ? {} : { router }) },
      select: { router: true, policy_version: true, from: true },
    });
    return rows.map(({ from, ...version }) => ({
      ...version,
      ...{ effective_ms: from.getTime(), register: "as_it_says" as const },
    }));
  });

function announcementOf(
  version: Effective,
  notices: readonly Notice[],
): Pick<Announced, "announced_ms" | "opened_ms" | "no_notice"> {
  const own = notices.filter((one) => nameOf(one) === nameOf(version));
  const [first] = own
    .filter(({ agrees }) => agrees !== false)
    .sort((a, b) => a.announced_ms - b.announced_ms);
  if (first) return { announced_ms: first.announced_ms, opened_ms: first.opened_ms, no_notice: null };
  const said = own.some(({ comparable }) => comparable) ? "says_other" : "no_form";
  return { announced_ms: null, opened_ms: null, no_notice: own.length > 0 ? said : null };
}

/** Whole days of notice; 0 where nobody announced it. */
const noticeOf = ({ announced_ms, effective_ms }: Announced): number =>
  announced_ms === null ? 0 : Math.max(0, Math.floor((effective_ms - announced_ms) / DAY_MS));

/** The end of the UTC day on which a version took effect: until then its notice is opened. */
const openedBy = ({ effective_ms }: Announced): number => (Math.floor(effective_ms / DAY_MS) + 1) * DAY_MS;

const WITHOUT = { says_other: "notice_says_other", no_form: "notice_not_comparable" } as const;
const REGISTERED = { as_it_says: null, later: "decided_before", none: "not_in_register" } as const;

/** What is wrong with the notice of a version, in codes. */
function faultsOf(policy: Announced, days: number): { short: string | null; opening: string | null } {
  if (policy.announced_ms === null)
    return { short: policy.no_notice ? WITHOUT[policy.no_notice] : "no_notice", opening: null };
  const late = policy.opened_ms !== null && policy.opened_ms >= openedBy(policy);
  return {
    short: noticeOf(policy) < days ? "notice_too_short" : null,
    opening: policy.opened_ms === null ? "notice_not_opened" : late ? "notice_opened_late" : null,
  };
}

/** `breach` where a notice is shorter than wanted, or none; `watch` where one was not opened on the day; else `kept`. */
export function judgeNotices({ test, days }: Pick<Judging<"notice_period">, "test" | "days">): Judged {
  const content = days.at(-1)?.content as NoticeDay | undefined;
  const policies = content?.policies ?? [];
  const shortest = policies.length > 0 ? Math.min(...policies.map(noticeOf)) : null;
  const faults = policies.map((policy) => ({ policy, ...faultsOf(policy, test.days) }));
  const naming = (code: (fault: (typeof faults)[number]) => string | null): string[] =>
    faults.flatMap((fault) => {
      const said = code(fault);
      return said === null ? [] : [`${said}: ${fault.policy.router} ${fault.policy.policy_version}`];
    });
  const [short, opening] = [naming((fault) => fault.short), naming((fault) => fault.opening)];
  const because = [...short, ...opening, ...naming(({ policy }) => REGISTERED[policy.register])];
  const verdict = short.length > 0 ? "breach" : opening.length > 0 ? "watch" : "kept";
  return {
    verdict: shortest === null ? "no_data" : verdict,
    figures: {
      measures: [
        { name: "notice_days", unit: "days", value: shortest, lower: null, upper: null, limit: test.days },
      ],
      n: policies.length,
      because:
        shortest === null
          ? ["nothing_took_effect"]
          : verdict === "kept"
            ? ["announced_in_time", ...because]
            : because,
      tilt: null,
      rows: policies.map((policy) => ({
        ...{ label: `${policy.router} ${policy.policy_version}`, group: null },
        ...{ value: noticeOf(policy), n: null },
      })),
    },
    b_version: null,
  };
}
