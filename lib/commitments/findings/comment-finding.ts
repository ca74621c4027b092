import type { Actor } from "@/lib/access";
import { actOnFinding } from "./act";
import type { CommentInput, FindingView } from "./schema";

/** Adds a remark to a finding's timeline, also after it was closed. */
export const commentFinding = (actor: Actor, id: string, { text }: CommentInput): Promise<FindingView> =>
  actOnFinding(actor, id, "comment", async () => ({ events: [{ kind: "commented", detail: { text } }] }));
