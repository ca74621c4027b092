import Link from "next/link";
import { Section } from "@/components/ui";
import { formatCount, formatDateTime } from "@/lib/kernel/format";
import { inWords, type OverlapHistoryItem } from "@/lib/register";
import { overlapHref } from "./hrefs";
import { actionWords, factChanges } from "./words";

type Change = OverlapHistoryItem["changes"][number];

/** Fields that say something to a reader; hashes and wording stand in the audit log. */
const TOLD = ["status", "severity", "points", "factors_known", "preparer", "reviewer"];

// Addresses are no names of ours: they stay as they are.
const shown = (value: unknown): string =>
  typeof value === "string" ? (value.includes("@") ? value : inWords(value)) : String(value ?? "none");

function Changes({ changes, action }: { changes: readonly Change[]; action: string }) {
  const first = action === "overlap:detect";
  const told = changes.filter(({ field }) => TOLD.includes(field));
  const facts = changes.find(({ field }) => field === "facts");
  const comment = changes.find(({ field }) => field === "comment")?.after;
  const { came, went } = factChanges(facts?.before, facts?.after);
  return (
    <>
      {action === "overlap:change" && told.length + came.length + went.length === 0 && changes.length > 0 ? (
        <p className="soft">Names or wording alone; the facts are the same.</p>
      ) : null}
      {typeof comment === "string" ? <p className="soft told-words">{comment}</p> : null}
      {told.length > 0 ? (
        <p className="soft">
          {told
            .map(({ field, before, after }) =>
              first || before === null
                ? `${inWords(field)} ${shown(after)}`
                : `${inWords(field)} ${shown(before)} → ${shown(after)}`,
            )
            .join(", ")}
        </p>
      ) : null}
      {first
        ? null
        : [
            ...went.map((text) => ({ text, word: "no longer" })),
            ...came.map((text) => ({ text, word: "new" })),
          ].map(({ text, word }) => (
            <p key={`${word} ${text}`} className="soft">
              <span className="mute">{word}:</span> {text}
            </p>
          ))}
    </>
  );
}

/** Why, which of a change that follows a review is that review. */
const Reason = ({ overlap, reason }: { overlap: string; reason: string }) => (
  <p className="mute">
    {/^RV-\d+$/.test(reason) ? <Link href={overlapHref.review(overlap, reason)}>{reason}</Link> : reason}
  </p>
);

/** What happened to an overlap, newest first, from the audit log. */
export function HistorySection({
  number,
  overlap,
  items,
}: {
  number: number;
  overlap: string;
  items: readonly OverlapHistoryItem[];
}) {
  return (
    <Section
      number={number}
      id="history"
      title={`${formatCount(items.length, "entry", "entries")} in its history.`}
      text={
        <p>From the audit log. Each entry is written in the transaction of the change that it tells of.</p>
      }
    >
      <ol className="history">
        {items.map((item) => (
          <li key={item.seq}>
            <b>{actionWords(item.action)}</b>{" "}
            <span className="mute">
              {formatDateTime(item.at)}, {item.actor_label}, entry <span className="mono">{item.seq}</span>
            </span>
            {item.reason ? <Reason overlap={overlap} reason={item.reason} /> : null}
            <Changes changes={item.changes} action={item.action} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
