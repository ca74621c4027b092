import { Section } from "@/components/ui";
import { formatCount, formatDateTime } from "@/lib/kernel/format";
import { inWords } from "@/lib/register";

type Item = {
  seq: string;
  at: string;
  actor_label: string;
  action: string;
  reason: string | null;
  changes: { field: string; before: unknown; after: unknown }[];
};

const shown = (value: unknown): string =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    ? "empty"
    : Array.isArray(value) && value.every((each) => typeof each === "string")
      ? value.join(", ")
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);

const verb = (action: string): string => inWords(action.split(":")[1] ?? action);

function Change({ change, created }: { change: Item["changes"][number]; created: boolean }) {
  return (
    <span className="block soft">
      {inWords(change.field)}: {created ? null : <span className="mute">{shown(change.before)} → </span>}
      {shown(change.after)}
    </span>
  );
}

/** What happened to a record, newest first, from the audit log. */
export function History({ number, items }: { number?: number; items: readonly Item[] }) {
  const [latest] = items;
  return (
    <Section
      {...(number === undefined ? {} : { number })}
      title={latest ? `${formatCount(items.length, "entry", "entries")} in its history.` : "No history yet."}
      text={<p>Every change stands in the audit log, in the transaction that made it.</p>}
    >
      <ol className="history">
        {items.map((item) => (
          <li key={item.seq}>
            <b>
              {item.actor_label}, {verb(item.action)}
            </b>{" "}
            <span className="mute">
              {formatDateTime(item.at)}, entry <span className="mono">{item.seq}</span>
            </span>
            {item.reason ? <p>{item.reason}</p> : null}
            <details>
              <summary>{formatCount(item.changes.length, "field")}</summary>
              {item.changes.map((change) => (
                <Change key={change.field} change={change} created={item.action.endsWith(":create")} />
              ))}
            </details>
          </li>
        ))}
      </ol>
    </Section>
  );
}
