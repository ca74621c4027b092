import type { Actor } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR } from "@/lib/testing/actors";
import { listOverlaps } from "../../overlaps/list-overlaps";
import { decideReview } from "../decide-review";
import { requestReview } from "../request-review";
import { ReviewStatus } from "../schema";
import { withdrawReview } from "../withdraw-review";
import { ask, decide, editProduct, type Scene, setScene } from "./scene";

export type Kept = { id: string; overlap_id: string; round: number };

/** People, and a review at each status, each on an overlap of its own, all asked for by clara of compliance. */
export type Reviews = Scene & { at: Record<ReviewStatus, Kept> };

async function bring({ people }: Scene, overlap: string, status: ReviewStatus): Promise<string> {
  const { clara, anna } = people;
  const { id } = await requestReview(clara, overlap, ask({ draft: status === "draft" }));
  if (status === "draft" || status === "submitted") return id;
  if (status === "withdrawn") await withdrawReview(clara, id);
  else await decideReview(anna, id, decide(status === "stale" ? "approved" : status));
  if (status === "stale") await editProduct(OPERATOR, "gpt", { lifecycle: "preview" });
  return id;
}

/** Fills a fresh database with a review at each status. */
export async function setReviews(): Promise<Reviews> {
  const scene = await setScene();
  const keys = (await listOverlaps(OPERATOR, {})).items.map(({ key }) => key);
  const others = keys.filter((key) => key !== scene.gpt);
  // The facts of one overlap change before any other review rests on them.
  const order = ["stale", ...ReviewStatus.options.filter((status) => status !== "stale")] as const;
  const at: Partial<Record<ReviewStatus, Kept>> = {};
  for (const [n, status] of order.entries()) {
    const id = await bring(scene, n === 0 ? scene.gpt : (others[n - 1] ?? ""), status);
    at[status] = await withActor(OPERATOR, (tx) =>
      tx.review.findUniqueOrThrow({ where: { id }, select: { id: true, overlap_id: true, round: true } }),
    );
  }
  return { ...scene, at: at as Record<ReviewStatus, Kept> };
}

/** Sets the status of a review by SQL, with the round that a submission needs. */
export const setStatus =
  ({ id }: Kept, from: string, to: string) =>
  (tx: Tx) =>
    tx.$executeRaw`UPDATE review SET status = ${to}, round = round + ${to === "submitted" && from !== "submitted" ? 1 : 0}
      WHERE id = ${id}::uuid`;

/** Says by SQL whether somebody has an interest; in whose name is for the database to say. */
export const declare = (tx: Tx, review_id: string, actor: Actor, has_interest: boolean) =>
  tx.$executeRaw`INSERT INTO review_interest (id, review_id, has_interest, statement, declared_by)
    VALUES (${uuidv7()}::uuid, ${review_id}::uuid, ${has_interest}, 'Shares.', ${`person:${actor.id}`})`;

export type DecisionOver = { round?: number; delegation_id?: string | null; decided_by?: string };

/** Decides by SQL; who and on which facts is for the database to say. */
export const insertDecision = (
  tx: Tx,
  { id, round }: { id: string; round: number },
  outcome: string,
  { round: other = round, delegation_id = null, decided_by = "person:forged" }: DecisionOver = {},
) => tx.$executeRaw`INSERT INTO review_decision (id, review_id, round, outcome, note, facts_hash, delegation_id, decided_by)
    VALUES (${uuidv7()}::uuid, ${id}::uuid, ${other}, ${outcome}, 'Why.', 'forged', ${delegation_id}::uuid, ${decided_by})`;
