import { beforeAll, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { announceNotice } from "../notices/announce-notice";
import { openNotice } from "../notices/open-notice";
import { NoticeInput } from "../notices/schema";
import { newSalt, noticeHash, noticeText } from "../notices/text";
import { verifyResult } from "../results/verify-result";
import { runCheck } from "../runs/run-check";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";

const FIRST = "2026-05-01";
const TAKES_EFFECT = "2026-05-10T00:00:00Z";
const compliance = testActor("compliance");

const checks = new Map<string, LoadedCheck>();
const announce = (router: string, text: string) =>
  announceNotice(
    compliance,
    NoticeInput.parse({
      ...{ router, policy_version: "v2", content_hash: noticeHash(text), effective_from: TAKES_EFFECT },
    }),
  );
const textOf = (router: string, models: string[]): string =>
  noticeText({ router, version: "v2", from: TAKES_EFFECT, models, rule: null, aliases: [] }, newSalt());

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-01T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  for (const router of ["covered-up", "off-record"]) {
    const test = { metric: "notice_period", router, days: 30 };
    const definition = { test, first_day: FIRST, window_days: 60 };
    checks.set(
      router,
      await makeCheck({ key: router, commitment: "promise", clause: "routing", definition }),
    );
  }
});

async function run(router: string, day: string) {
  const check = checks.get(router);
  if (!check) throw new Error(router);
  const result = await runCheck(check, { day, trigger: "on_demand", why: "for a test" });
  expect(await verifyResult(OPERATOR, result.id)).toMatchObject({ verified: true, recomputed: true });
  return [result.verdict, result.figures.measures[0]?.value, ...result.figures.because];
}

it("is passed neither by a hash that nobody opens, nor by a policy that nobody recorded", async () => {
  // Long before: something, and something that is no policy at all.
  await announce("covered-up", textOf("covered-up", ["gpt-mini"]));
  const words = await announce("off-record", "hello world");
  await setClock("2026-05-09T12:00:00Z");
  const truth = textOf("covered-up", ["nova-pro"]);
  const late = await announce("covered-up", truth);
  await setClock("2026-05-10T08:00:00Z");
  await openNotice(compliance, late.id, { content: truth });
  await openNotice(compliance, words.id, { content: "hello world" });
  await withActor(OPERATOR, (tx) =>
    tx.policy.create({
      data: {
        ...{ id: uuidv7(), key: "covered-up@v2", router: "covered-up", policy_version: "v2" },
        ...{ from: new Date(TAKES_EFFECT), models: ["nova-pro"], updated_by: "system:operator" },
      },
    }),
  );
  await insertDecisions([
    {
      ...{ decision_id: "d1", occurred_at: "2026-05-10T10:00:00Z", task: "chat", chosen_model: "nova-pro" },
      ...{ router: "off-record", policy_version: "v2" },
    },
  ]);
  await setClock("2026-05-20T08:00:00Z");
  expect(await run("covered-up", "2026-05-19")).toEqual(["breach", 0, "notice_too_short: covered-up v2"]);
  expect(await run("off-record", "2026-05-19")).toEqual([
    ...["watch", 38, "notice_not_comparable: off-record v2", "not_in_register: off-record v2"],
  ]);
});
