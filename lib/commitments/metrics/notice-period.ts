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
  /** It was opened, and nobody can hold it against a policy: in no form for that. */
  no_form: boolean;
};

type NoticeDay = { policies: Announced[] };

/**
 * Days between a notice and the policy that it announces, the shortest of those that took effect in the window. Rule 2: the
 * log has a say in what took effect and when, and a notice is opened on that day. Rule 3: once that day is over, what was
 * opened and agrees goes before what nobody opened; and what nobody can compare is watched.
 */
export const NOTICE_PERIOD: Metric<"notice_period"> = {
  rule: () => 3,
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

type Announcement = Pick<Announced, "announced_ms" | "opened_ms" | "no_notice" | "no_form">;

/**
 * Of the notices under a version's name the first one that may stand for it. One that nobody opened stands only where no
 * other was opened: what it says nobody knows. It is asked when the day of the change is over.
 */
export function announcementOf(
  version: Pick<Effective, "router" | "policy_version" | "effective_ms">,
  notices: readonly Notice[],
): Announcement {
  const own = notices.filter((one) => nameOf(one) === nameOf(version));
  const placeOf = ({ agrees, comparable, opened_ms }: Notice): number => {
    if (opened_ms === null) return 3;
    return agrees === true ? 0 : comparable === true ? 1 : 2;
  };
  const [first] = own
    .filter(({ agrees }) => agrees !== false)
    .sort((a, b) => placeOf(a) - placeOf(b) || a.announced_ms - b.announced_ms);
  if (first) {
    const { announced_ms, opened_ms, comparable } = first;
    return { announced_ms, opened_ms, no_notice: null, no_form: comparable === false };
  }
  const said = own.some(({ comparable }) => comparable) ? "says_other" : "no_form";
  return { announced_ms: null, opened_ms: null, no_notice: own.length > 0 ? said : null, no_form: false };
}

/** Whole days of notice; 0 where nobody announced it. */
const noticeOf = ({ announced_ms, effective_ms }: Announced): number =>
  announced_ms === null ? 0 : Math.max(0, Math.floor((effective_ms - announced_ms) / DAY_MS));

/** The end of the UTC day on which a version took effect: until then its notice is opened. */
const openedBy = ({ effective_ms }: Pick<Announced, "effective_ms">): number =>
  (Math.floor(effective_ms / DAY_MS) + 1) * DAY_MS;

const WITHOUT = { says_other: "notice_says_other", no_form: "notice_not_comparable" } as const;
const NOT_IN_REGISTER = "not_in_register";
const DECIDED_BEFORE = "decided_before";

/** What is wrong with the notice of a version, in codes: a breach, and what is watched. */
function faultsOf(policy: Announced, days: number): { short: string | null; watched: string[] } {
  // Without a record there is nothing that a notice could be held against.
  const unknown = policy.register === "none" ? [NOT_IN_REGISTER] : [];
  if (policy.announced_ms === null)
    return { short: policy.no_notice ? WITHOUT[policy.no_notice] : "no_notice", watched: unknown };
  const late = policy.opened_ms !== null && policy.opened_ms >= openedBy(policy);
  return {
    short: noticeOf(policy) < days ? "notice_too_short" : null,
    watched: [
      ...(policy.opened_ms === null ? ["notice_not_opened"] : late ? ["notice_opened_late"] : []),
      ...(policy.no_form ? ["notice_not_comparable"] : []),
      ...unknown,
    ],
  };
}

/**
 * `breach` where a notice is shorter than wanted, or none; `watch` where one was not opened on the day, or nobody can
 * compare it with a policy of the register; else `kept`.
 */
export function judgeNotices({ test, days }: Pick<Judging<"notice_period">, "test" | "days">): Judged {
  const content = days.at(-1)?.content as NoticeDay | undefined;
  const policies = content?.policies ?? [];
  const shortest = policies.length > 0 ? Math.min(...policies.map(noticeOf)) : null;
  const faults = policies.map((policy) => ({ policy, ...faultsOf(policy, test.days) }));
  type Fault = (typeof faults)[number];
  const naming = (codes: (fault: Fault) => readonly string[]): string[] =>
    faults.flatMap((fault) =>
      codes(fault).map((code) => `${code}: ${fault.policy.router} ${fault.policy.policy_version}`),
    );
  const short = naming((fault) => (fault.short === null ? [] : [fault.short]));
  const watched = naming((fault) => fault.watched);
  const noted = naming(({ policy }) => (policy.register === "later" ? [DECIDED_BEFORE] : []));
  const because = [...short, ...watched, ...noted];
  const verdict = short.length > 0 ? "breach" : watched.length > 0 ? "watch" : "kept";
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
