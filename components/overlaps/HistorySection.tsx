import { Section } from "@/components/ui";
import { formatCount, formatDateTime } from "@/lib/kernel/format";
import { inWords, type OverlapHistoryItem } from "@/lib/register";
import { actionWords, factChanges } from "./words";

type Change = OverlapHistoryItem["changes"][number];

/** Fields that say something to a reader; hashes and wording stand in the audit log. */
const TOLD = ["status", "severity", "points", "factors_known"];

const shown = (value: unknown): string =>
  typeof value === "string" ? inWords(value) : String(value ?? "none");

function Changes({ changes, first }: { changes: readonly Change[]; first: boolean }) {
  const told = changes.filter(({ field }) => TOLD.includes(field));
  const facts = changes.find(({ field }) => field === "facts");
  const { came, went } = factChanges(facts?.before, facts?.after);
  return (
    <>
      {told.length + came.length + went.length === 0 && changes.length > 0 ? (
        <p className="soft">Names or wording alone; the facts are the same.</p>
      ) : null}
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

/** What happened to an overlap, newest first, from the audit log. */
export function HistorySection({ number, items }: { number: number; items: readonly OverlapHistoryItem[] }) {
  return (
    <Section
      number={number}
      title={`${formatCount(items.length, "entry", "entries")} in its history.`}
      text={
        <p>Detection writes each change to the audit log, in the transaction of the change that caused it.</p>
      }
    >
      <ol className="history">
        {items.map((item) => (
          <li key={item.seq}>
            <b>{actionWords(item.action)}</b>{" "}
            <span className="mute">
              {formatDateTime(item.at)}, {item.actor_label}, entry <span className="mono">{item.seq}</span>
            </span>
            {item.reason ? <p className="mute">{item.reason}</p> : null}
            <Changes changes={item.changes} first={item.action === "overlap:detect"} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
