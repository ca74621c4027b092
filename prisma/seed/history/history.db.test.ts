import { beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { CheckInput, noticeHash, ResultFigures } from "@/lib/commitments";
import {
  announceNotice,
  defineCheck,
  getFinding,
  listFindings,
  openNotice,
  runScheduler,
} from "@/lib/commitments/server";
import { withActor } from "@/lib/db/server";
import { createPerson, grantRole } from "@/lib/identity/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { sampleRegister } from "../register";
import { dayText, decisionsOfDay, demoTraffic, ROUTERS } from "../traffic";
import { ensureSource } from "../workspace";
import { noticeOf } from "./acts";
import { ASKED, demoChecks, NOTICE_DAYS } from "./checks";
import { allowUntil, beginClock, endClock, historyState } from "./clock";

// Four weeks of the demo's own traffic, about a third of it; the tilt begins in the middle.
const FIRST = 112;
const DAYS = 28;
const TILT_BEGINS = 126;
const THIN = 0.35;
const NOON_MS = 43_200_000;

const FORGE = "Simulated Forge";

const compliance = testActor("compliance");
const whole = demoTraffic(13, Date.UTC(2026, 10, 21, 12));
const day = (n: number): string => dayText(whole.period, n);
const noon = (n: number): number => Date.parse(day(n)) + NOON_MS;

async function insertTraffic(): Promise<void> {
  for (let n = FIRST; n < FIRST + DAYS; n++)
    for (const router of ROUTERS) {
      const thin = { ...router, sessions_per_day: router.sessions_per_day * THIN };
      await insertDecisions(
        decisionsOfDay(whole, thin, n).map(
          ({ requested_model: _, latency_ms: __, outcome, ...decision }) => ({
            ...decision,
            ...(outcome ? { outcome_status: outcome.status } : {}),
            ...(outcome?.accepted === undefined ? {} : { outcome_accepted: outcome.accepted }),
          }),
        ),
      );
    }
}

/** Runs the server's scheduler until everything up to noon of a day has been run. */
async function runUntil(n: number): Promise<void> {
  const abort = new AbortController();
  await allowUntil(noon(n));
  const running = runScheduler({ abort: abort.signal, pause_ms: 50 });
  for (;;) {
    const state = await historyState();
    if (state.kind === "running" && state.settled_ms === noon(n)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  abort.abort();
  await running;
}

const resultsOf = (key: string) =>
  withActor(OPERATOR, (tx) =>
    tx.checkResult.findMany({ where: { check: { key } }, orderBy: { number: "asc" } }),
  );
const text = (date: Date): string => date.toISOString().slice(0, 10);

beforeAll(async () => {
  await migrateClickhouse();
  await ensureSource();
  const { person } = await createPerson(OPERATOR, { email: ASKED, name: "Partner manager" });
  await grantRole(OPERATOR, person.id, { role: "partner_manager" });
  await importRegister(OPERATOR, sampleRegister(whole.period));
  await beginClock(noon(FIRST - 1));
  // As far from the first day of traffic as in the whole history.
  for (const check of demoChecks(whole.period))
    await defineCheck(
      compliance,
      CheckInput.parse({ ...check, first_day: check.first_day === day(0) ? day(FIRST) : day(FIRST + 1) }),
    );
  await insertTraffic();
}, 300_000);

describe("the demo's history on the simulated clock", () => {
  it("runs day by day, and is stopped and gone on with", async () => {
    await runUntil(FIRST + 10);
    expect(await resultsOf("tilt-simulated-forge")).toHaveLength(10);
    await runUntil(TILT_BEGINS - NOTICE_DAYS - 1);
    const router = ROUTERS.find(({ name }) => name === FORGE);
    const version = router?.versions.at(-1);
    if (!router || version?.from_day !== TILT_BEGINS) throw new Error("The story is another one.");
    const { from, text: content } = noticeOf(whole, { router, version });
    const { id } = await announceNotice(compliance, {
      ...{ router: FORGE, policy_version: version.version, effective_from: from },
      content_hash: noticeHash(content),
    });
    await runUntil(TILT_BEGINS);
    await openNotice(compliance, id, { content });
    const { items } = await listFindings(compliance, { limit: 10 });
    expect(items).toEqual([]);
    await runUntil(FIRST + DAYS);
  }, 600_000);

  it.each(ROUTERS.map(({ name }) => name))(
    "has one result of each day for %s, in order, each as of its morning",
    async (name) => {
      const results = await resultsOf(`tilt-${name.toLowerCase().replaceAll(" ", "-")}`);
      expect(results.map((result) => text(result.day))).toEqual(
        Array.from({ length: DAYS }, (_, n) => day(FIRST + n)),
      );
      results.forEach(({ computed_at, number, trigger }, n) => {
        expect([computed_at.getTime(), number, trigger]).toEqual([noon(FIRST + n + 1), n + 1, "scheduled"]);
      });
    },
  );

  it("opens one finding, for Simulated Forge, on the day on which the evidence first crosses", async () => {
    const { items } = await listFindings(compliance, { limit: 10 });
    expect(items.map(({ check, kind, verdict, status }) => [check?.key, kind, verdict, status])).toEqual([
      ["tilt-simulated-forge", "tilt", "breach", "open"],
    ]);
    const [item] = items;
    const results = await resultsOf("tilt-simulated-forge");
    const crossing = results.find(({ verdict }) => verdict === "watch" || verdict === "breach");
    const breach = results.find(({ verdict }) => verdict === "breach");
    expect(item?.opened_day).toBe(crossing && text(crossing.day));
    expect(item?.opened_day.localeCompare(day(TILT_BEGINS))).toBeGreaterThanOrEqual(0);
    const finding = await getFinding(compliance, item?.id ?? "");
    expect(finding.opened_result).toBe(crossing?.id);
    const worsened = finding.events.filter(({ kind }) => kind === "worsened");
    expect(worsened.map(({ detail }) => detail.day)).toEqual(
      crossing === breach ? [] : [breach && text(breach.day)],
    );
    expect(finding.events.filter(({ kind }) => kind === "opened")).toHaveLength(1);
  });

  it("names code completion on Simulated Forge, and nothing elsewhere", async () => {
    const named = async (name: string) => {
      const results = await resultsOf(`tilt-${name.toLowerCase().replaceAll(" ", "-")}`);
      const { tilt } = ResultFigures.parse(results.at(-1)?.figures);
      return tilt?.strata.filter((stratum) => stratum.named).map(({ task }) => task);
    };
    expect(await Promise.all(ROUTERS.map(({ name }) => named(name)))).toEqual([[], [], ["code-completion"]]);
  });

  it.each(["Simulated Desk", "Simulated Flow"])("finds nothing against %s on any day", async (name) => {
    const results = await resultsOf(`tilt-${name.toLowerCase().replaceAll(" ", "-")}`);
    expect(results.filter(({ verdict }) => !["kept", "inconclusive"].includes(verdict))).toEqual([]);
  });

  it("runs no other check into a finding, a failure or a day twice", async () => {
    const all = await withActor(OPERATOR, (tx) =>
      tx.checkResult.findMany({ include: { check: { select: { key: true } } } }),
    );
    expect(all.filter(({ verdict }) => verdict === "failed")).toEqual([]);
    const names = all.map(({ check, day: judged }) => `${check.key} ${text(judged)}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it("goes on in real time, and cannot be begun again", async () => {
    await endClock();
    expect(await historyState()).toEqual({ kind: "over" });
    await expect(beginClock(noon(FIRST))).rejects.toThrow(/before the first check/);
    // A notice of a day of the history comes too late now.
    await expect(
      announceNotice(compliance, {
        ...{ router: FORGE, policy_version: "v4", content_hash: "0".repeat(64) },
        effective_from: new Date(noon(FIRST + DAYS)).toISOString(),
      }),
    ).rejects.toThrow();
  });
});
