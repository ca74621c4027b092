import { createHash } from "node:crypto";
import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { isUniqueViolation, withActor } from "@/lib/db/server";
import { conflict, invalid } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { getNotice } from "./get-notice";
import type { NoticeOpeningInput, NoticeView } from "./schema";
import { findNotice } from "./store";

const opened = () => conflict("opened", "This notice was opened already; its text stands.");

/**
 * Shows the text that was announced by its hash, for good. It may be opened before the day of the change. Throws 403, 404,
 * 409 where it is open, 422 for any other text.
 */
export async function openNotice(
  actor: Actor,
  id: string,
  { content }: NoticeOpeningInput,
): Promise<NoticeView> {
  authorize(actor, "notice:announce");
  const written = withActor(actor, async (tx) => {
    const notice = await findNotice(tx, id);
    if (notice.opening) throw opened();
    if (createHash("sha256").update(content, "utf8").digest("hex") !== notice.content_hash)
      throw invalid([
        { pointer: "/content", message: "This is not the text that was announced: its hash is another." },
      ]);
    await tx.policyNoticeOpening.create({
      data: { id: uuidv7(), notice_id: notice.id, content, opened_by: actorRef(actor) },
    });
    await appendAudit(tx, {
      actor,
      action: "notice:open",
      entity: "policy_notice",
      entity_id: notice.id,
      before: { content: null },
      after: { content, content_hash: notice.content_hash },
    });
  });
  await written.catch((error: unknown) => {
    throw isUniqueViolation(error) ? opened() : error;
  });
  return getNotice(actor, id);
}
