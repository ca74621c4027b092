import Link from "next/link";
import type { FindingEventView } from "@/lib/commitments";
import { formatDateTime } from "@/lib/kernel/format";
import { eventDetail, eventLabel, eventResult } from "./finding-words";
import { watchHref } from "./hrefs";

function tone({ kind, detail }: FindingEventView): string | undefined {
  const grave = (kind === "opened" && detail.verdict === "breach") || kind === "worsened";
  if (grave) return "grave";
  return kind === "closed" || kind === "remedied" || kind === "risk_accepted" ? "done" : undefined;
}

/** What happened to a finding, from the evidence to its closure; nothing of it can be changed. */
export function Timeline({
  events,
  check_id,
}: {
  events: readonly FindingEventView[];
  check_id: string | null;
}) {
  return (
    <ol className="timeline">
      {events.map((event) => {
        const result = eventResult(event);
        const check = typeof event.detail.check === "string" ? event.detail.check : check_id;
        return (
          <li key={event.id} className={tone(event)}>
            <time dateTime={event.at}>{formatDateTime(event.at)}</time>
            <i aria-hidden="true" />
            <div>
              <b>{eventLabel(event.kind)}</b> <span className="mute">by {event.actor_label}</span>
              {eventDetail(event).map((line) => (
                <p key={line} className="told">
                  {line}
                </p>
              ))}
              {result && check ? (
                <p>
                  <Link href={watchHref.result(check, result)}>The result and what it rests on</Link>
                </p>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
