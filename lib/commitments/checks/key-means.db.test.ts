import { beforeAll, describe, expect, it } from "vitest";
import { createPerson, grantRole } from "@/lib/identity/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import {
  answerAttestation,
  decideCheck,
  defineCheck,
  getCheck,
  listAnswers,
  runCheckNow,
  supersedeCheck,
} from "../server";
import { makeCommitment, setClock } from "../testing/promise";
import { CheckInput, SupersedeInput } from "./definition";

const anna = testActor("compliance");
const berta = testActor("compliance");

const LISTING = { metric: "listing_time" };
const ASKING = { metric: "attestation", question: "So?", people: ["asked@example.com"], evidence: false };

// Who is asked has a day to answer in.
const schedule = { every: "day", grace_hours: 24 };

const define = (key: string, test: object) =>
  defineCheck(
    anna,
    CheckInput.parse({
      ...{ key, title: key, commitment: "promise", clause: "routing", test },
      ...{ first_day: "2026-03-02", window_days: 30, schedule },
    }),
  );
const propose = (key: string, test: object, first_day: string) =>
  supersedeCheck(
    anna,
    key,
    SupersedeInput.parse({ title: key, reason: "Better.", test, first_day, window_days: 30, schedule }),
  );

const meant = async (key: string) => {
  const { check_version, status, later } = await getCheck(anna, key);
  return [check_version, status, later.map((one) => `${one.check_version} ${one.status}`)];
};

/** The version that a run on demand is of, and those that the answers are of. */
const ran = async (key: string) => (await runCheckNow(anna, key, { why: "To see." })).check.check_version;

let asked: ReturnType<typeof testActor>;

beforeAll(async () => {
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const { person } = await createPerson(OPERATOR, {
    ...{ email: "asked@example.com", name: "Asked", password: "a long enough password" },
  });
  await grantRole(OPERATOR, person.id, { role: "executive" });
  asked = { ...testActor("executive"), id: person.id, email: "asked@example.com" };
  await define("listing", LISTING);
  await define("asking", ASKING);
  await setClock("2026-03-04T09:00:00Z");
});

describe("a key means the version in force", () => {
  it("while another is proposed: what runs goes on being shown, run and answered", async () => {
    await propose("listing", LISTING, "2026-03-20");
    await propose("asking", ASKING, "2026-03-20");
    expect(await meant("listing")).toEqual([1, "running", ["2 proposed"]]);
    expect(await ran("listing")).toBe(1);
    expect(await meant("asking")).toEqual([1, "running", ["2 proposed"]]);
    const input = { answer: "kept", statement: "I looked." } as const;
    const { id } = await answerAttestation(asked, "asking", input);
    expect((await listAnswers(anna, "asking")).items.map((one) => one.id)).toEqual([id]);
  });

  it("after it was refused, and while a third one lapses", async () => {
    for (const key of ["listing", "asking"]) {
      expect((await decideCheck(berta, key, { outcome: "refused" })).check_version).toBe(2);
      expect(await meant(key)).toEqual([1, "running", ["2 refused"]]);
      // The newest is what another version takes the place of, whatever became of it.
      expect((await propose(key, key === "listing" ? LISTING : ASKING, "2026-03-06")).check_version).toBe(3);
    }
    await setClock("2026-03-08T09:00:00Z");
    expect(await meant("listing")).toEqual([1, "running", ["2 refused", "3 lapsed"]]);
    expect(await ran("listing")).toBe(1);
    expect((await listAnswers(asked, "asking")).periods).not.toEqual([]);
    expect((await answerAttestation(asked, "asking", { answer: "kept", statement: "Again." })).day).toBe(
      "2026-03-07",
    );
  });

  it("while another is approved and waits, and from its first day on that one", async () => {
    await propose("listing", LISTING, "2026-03-20");
    await decideCheck(berta, "listing", { outcome: "approved" });
    expect(await meant("listing")).toEqual([1, "running", ["2 refused", "3 lapsed", "4 waiting"]]);
    expect(await ran("listing")).toBe(1);
    await setClock("2026-03-22T09:00:00Z");
    expect(await meant("listing")).toEqual([4, "running", []]);
    expect(await ran("listing")).toBe(4);
    const first = await getCheck(anna, "listing");
    expect(first.later).toEqual([]);
  });
});
