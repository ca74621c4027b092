import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import { makeCheck, makeCommitment, setClock } from "@/lib/commitments/testing/promise";
import { date } from "@/lib/commitments/testing/rows";
import type { Prisma, Tx } from "@/lib/db/server";
import { createPerson } from "@/lib/identity/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";

// Notices and answers, asked of Postgres itself as the application's role.
const anna = testActor("compliance");
const key: Actor = {
  ...{ kind: "key", id: uuidv7(), name: "key", scope: "write", roles: ["compliance"] },
  traffic_source_id: null,
};
const asking = (name: string, test: object, over: object = {}) =>
  makeCheck({
    ...{ key: name, commitment: "promise", clause: "routing", by: anna },
    definition: { test, first_day: "2026-03-10", window_days: 3, ...over },
  });

beforeAll(async () => {
  await setClock("2026-03-09T09:00:00Z");
  await makeCommitment("promise", ["routing"]);
});

describe("a notice", () => {
  const TEXT = "The weights change.";
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const announce = (tx: Tx, over: Partial<Prisma.PolicyNoticeUncheckedCreateInput> = {}) =>
    tx.policyNotice.create({
      data: {
        ...{ id: uuidv7(), router: "main", policy_version: "v2", content_hash: sha256(TEXT) },
        ...{ effective_from: new Date("2026-04-01"), announced_by: "", ...over },
      },
    });
  const open = (tx: Tx, notice_id: string, content: string) =>
    tx.policyNoticeOpening.create({ data: { id: uuidv7(), notice_id, content, opened_by: "" } });

  it("comes before the change, by the database's clock", async () => {
    const early = { announced_at: new Date("2026-01-01"), effective_from: new Date("2026-03-09T09:00:00Z") };
    expect(await attempt(anna, (tx) => announce(tx, early))).toMatch(/before the change/);
    expect(await attempt(anna, (tx) => announce(tx, { content_hash: "abc" }))).toMatch(/policy_notice_hash/);
    const told = await attempt(anna, async (tx) => {
      const row = await announce(tx, { announced_at: new Date("2026-01-01") });
      expect(row.announced_at.toISOString()).toBe("2026-03-09T09:00:00.000Z");
    });
    expect(told).toBe(ALLOWED);
  });

  it("is opened by its text alone, and once", async () => {
    const opened = (...texts: string[]) =>
      attempt(anna, async (tx) => {
        const { id } = await announce(tx);
        for (const text of texts) await open(tx, id, text);
      });
    expect(await opened(`${TEXT} `)).toMatch(/not what was announced/);
    expect(await opened(TEXT, TEXT)).toMatch(/Unique constraint/);
    expect(await opened(TEXT)).toBe(ALLOWED);
  });
});

describe("an answer", () => {
  it("is that of a person who is asked, before its period is judged", async () => {
    const people = await Promise.all(
      ["asked", "other"].map((name) =>
        createPerson(OPERATOR, { email: `${name}@example.com`, name, password: "a long enough password" }),
      ),
    );
    const [asked, other] = people.map(({ person }) => ({
      ...testActor("executive", person.email),
      id: person.id,
    }));
    if (!asked || !other) throw new Error("Two people were made.");
    const question = { metric: "attestation", question: "So?", people: [asked.email] };
    const check = await asking("ask", question);
    const measured = await asking("measured", { metric: "coverage" });
    const [week, month] = [
      await asking("week", question, { window_days: 10, schedule: { every: "week", grace_hours: 168 } }),
      await asking("month", question, { window_days: 365, schedule: { every: "month", grace_hours: 168 } }),
    ];
    await setClock("2026-03-12T05:00:00Z");
    const answer = (actor: Actor, over: Partial<Prisma.AttestationAnswerUncheckedCreateInput> = {}) =>
      attempt(actor, (tx) =>
        tx.attestationAnswer.create({
          data: {
            ...{ id: uuidv7(), check_id: check.id, day: date("2026-03-11"), email: asked.email },
            ...{ answer: "kept", statement: "It is so.", answered_by: `person:${asked.id}`, ...over },
          },
        }),
      );
    expect(await answer(asked)).toBe(ALLOWED);
    expect(await answer(other)).toMatch(/only people who are asked/);
    expect(await answer(other, { email: other.email })).toMatch(/only people who are asked/);
    expect(await answer(key)).toMatch(/only people who are asked/);
    expect(await answer(asked, { day: date("2026-03-10") })).toMatch(/the period is over/);
    expect(await answer(asked, { day: date("2026-03-09") })).toMatch(/the period is over/);
    expect(await answer(asked, { day: date("2026-03-12") })).toMatch(/when it is over/);
    expect(await answer(asked, { answer: "yes" })).toMatch(/attestation_answer_answer/);
    expect(await answer(asked, { check_id: measured.id })).toMatch(/only an attestation asks/);
    const days = async (check_id: string, now: string, ...days: string[]) => {
      await setClock(now);
      return Promise.all(days.map((day) => answer(asked, { check_id, day: date(day) })));
    };
    const [due, between] = [ALLOWED, expect.stringMatching(/ends with a due day/)];
    const of_week = await days(week.id, "2026-03-20T05:00:00Z", "2026-03-15", "2026-03-16", "2026-03-19");
    expect(of_week).toEqual([between, due, due]);
    const of_month = await days(month.id, "2026-04-01T05:00:00Z", "2026-03-30", "2026-03-31");
    expect(of_month).toEqual([between, due]);
  });
});
