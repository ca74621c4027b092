import { beforeAll, describe, expect, it } from "vitest";
import { importRegister, listOverlaps, requestReview, withdrawReview } from "@/lib/register/server";
import { makePerson } from "@/lib/register/testing/people";
import { OPERATOR } from "@/lib/testing/actors";
import { DEMO_ACCOUNTS } from "../demo-accounts";
import { sampleRegister } from "../register";
import { demoTraffic } from "../traffic";
import { SAMPLE_REVIEWS } from "./sample";

const people = new Map<string, Awaited<ReturnType<typeof makePerson>>>();

beforeAll(async () => {
  const { period } = demoTraffic(13, Date.UTC(2026, 10, 21, 12));
  await importRegister(OPERATOR, sampleRegister(period), { dry_run: false });
  for (const { email, role } of DEMO_ACCOUNTS) people.set(email, await makePerson(role, email));
});

describe("the sample's reviews", () => {
  it.each(SAMPLE_REVIEWS)(
    "$overlap",
    async ({ overlap, outcome, rationale, conditions = [], draft = false }) => {
      const { items } = await listOverlaps(OPERATOR, { status: "open", limit: "1000" });
      const found = items.filter(({ title }) => title === overlap);
      expect(found).toHaveLength(1);
      const pm = people.get("pm@example.com");
      if (!pm) throw new Error("The demo has no partner manager.");
      const review = await requestReview(pm, found[0]?.key ?? "", {
        ...{ outcome, rationale, draft },
        conditions: conditions.map(({ kind, text, owner }) => ({
          ...{ kind, text, owner: `${owner}@example.com`, due_on: "2199-01-01" },
        })),
      });
      expect(review.status).toBe(draft ? "draft" : "submitted");
      await withdrawReview(pm, review.id);
    },
  );

  it("say that they are simulated, wherever people say something", () => {
    const said = SAMPLE_REVIEWS.flatMap(({ rationale, conditions = [], decision, proof, comments = [] }) => [
      rationale,
      ...conditions.map(({ text }) => text),
      ...(decision?.note ? [decision.note] : []),
      ...(proof ? [proof.text, proof.note] : []),
      ...comments.map(({ text }) => text),
    ]);
    expect(said.filter((text) => !text.startsWith("Simulated"))).toEqual([]);
  });
});
