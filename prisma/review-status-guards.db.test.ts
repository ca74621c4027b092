import { beforeAll, describe, expect, it } from "vitest";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import { asDetection } from "@/lib/db/server";
import { LIFECYCLE } from "@/lib/register/reviews/lifecycle";
import { ReviewStatus, type ReviewStatus as Status } from "@/lib/register/reviews/schema";
import {
  declare,
  insertDecision,
  type Reviews,
  setReviews,
  setStatus,
} from "@/lib/register/reviews/testing/sql";
import { OPERATOR } from "@/lib/testing/actors";

// Every pair of statuses, asked of Postgres itself as the application's role, against the table of the lifecycle.

let all: Reviews;
beforeAll(async () => {
  all = await setReviews();
});

/** Statuses that an act by somebody leads to from another, as the table says. */
const leads = (by: string, from: Status, to: Status): boolean =>
  LIFECYCLE.some((row) => row.by === by && "to" in row.from[from] && row.from[from].to === to);

const pairs = ReviewStatus.options.flatMap((from) => ReviewStatus.options.map((to) => [from, to] as const));

describe("the status of a review, set by", () => {
  it.each(pairs)("whoever asked: %s to %s", async (from, to) => {
    const told = await attempt(all.people.clara, setStatus(all.at[from], from, to));
    expect(told === ALLOWED).toBe(leads("whoever asked", from, to));
  });

  it.each(pairs)("somebody of compliance without a decision: %s to %s", async (from, to) => {
    expect(await attempt(all.people.berta, setStatus(all.at[from], from, to))).not.toBe(ALLOWED);
  });

  it.each(pairs)("somebody of compliance with a decision: %s to %s", async (from, to) => {
    const told = await attempt(all.people.berta, async (tx) => {
      await declare(tx, all.at[from].id, all.people.berta, false);
      await insertDecision(tx, all.at[from], to);
      await setStatus(all.at[from], from, to)(tx);
    });
    expect(told === ALLOWED).toBe(leads("a second person", from, to));
  });

  it.each(pairs)("detection, where nothing changed: %s to %s", async (from, to) => {
    const told = await attempt(OPERATOR, (tx) => asDetection(tx, setStatus(all.at[from], from, to)));
    expect(told).not.toBe(ALLOWED);
  });
});
