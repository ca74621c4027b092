import { Section } from "@/components/ui";
import { formatDate } from "@/lib/kernel/format";
import type { OverlapView } from "@/lib/register";

/** The ends of a hash, in two groups as people compare them: "9f3c 41d2". */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;

/** Where the review of an overlap will stand: two seats, both empty as long as nobody has asked for one. */
export function ReviewSection({ overlap }: { overlap: OverlapView }) {
  return (
    <Section
      number={3}
      title="No review yet."
      text={
        <p>
          A review is one person’s judgement and another’s decision, pinned to facts{" "}
          <span className="mono nb">{shortHash(overlap.facts_hash)}</span>. If one of them changes, it goes
          stale.
        </p>
      }
    >
      <div className="seats">
        <div className="seat open">
          <h3>Asked by</h3>
          <b>Nobody yet</b>
          <p>One person proposes to confirm, clear, clear with conditions or prohibit.</p>
        </div>
        <div className="join">
          <svg viewBox="0 0 72 24" preserveAspectRatio="none" aria-hidden="true">
            <path d="M0 9h72M0 15h72" />
          </svg>
        </div>
        <div className="seat open">
          <h3>Decided by a second person</h3>
          <b>Nobody yet</b>
          <p>
            {overlap.due
              ? `To be judged by ${formatDate(overlap.due)}.`
              : "Nothing waits: the facts have ended."}
          </p>
        </div>
      </div>
      <p className="note">
        May not decide: whoever asks, whoever last edited one of the facts, and whoever stands inside the wall
        of a partner concerned.
      </p>
    </Section>
  );
}
