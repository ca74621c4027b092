import { Section } from "@/components/ui";
import { capitalise, countInWords, formatDateTime } from "@/lib/kernel/format";
import type { OverlapCommentView } from "@/lib/register";
import { CommentForm } from "./CommentForm";

/** What people say of an overlap, oldest first, and the place to add a word. */
export function CommentsSection({
  number,
  overlap,
  comments,
  may_comment,
}: {
  number: number;
  overlap: string;
  comments: readonly OverlapCommentView[];
  may_comment: boolean;
}) {
  const n = comments.length;
  return (
    <Section
      number={number}
      id="comments"
      title={n === 0 ? "Nobody has commented." : `${capitalise(countInWords(n, "comment"))}.`}
      text={<p>Seen by whoever sees the overlap. A comment decides nothing and is never changed.</p>}
    >
      <div className="grid gap-6">
        {n > 0 ? (
          <ol className="history comments">
            {comments.map(({ id, text, author_label, at }) => (
              <li key={id}>
                <b>{author_label}</b> <span className="mute">{formatDateTime(at)}</span>
                <p className="told-words">{text}</p>
              </li>
            ))}
          </ol>
        ) : null}
        {may_comment ? <CommentForm key={n} overlap={overlap} /> : null}
      </div>
    </Section>
  );
}
