import Link from "next/link";
import { capitalise, formatCount, formatNumber } from "@/lib/kernel/format";
import type { IngestAnswer } from "@/lib/routing";
import { LineErrors } from "./LineErrors";

/** "990 of 1,000 decisions are stored; 8 were there already, 2 could not be read." */
export function uploadWords({ received, accepted, duplicate, rejected }: IngestAnswer): string {
  if (received === 0) return "The file holds no decision.";
  const rest = [
    duplicate > 0 ? `${formatNumber(duplicate)} ${duplicate === 1 ? "was" : "were"} there already` : null,
    rejected > 0 ? `${formatNumber(rejected)} could not be read` : null,
  ].filter((part) => part !== null);
  const stored =
    accepted === received
      ? `all ${formatCount(received, "decision")} are stored`
      : `${formatNumber(accepted)} of ${formatCount(received, "decision")} are stored`;
  return `${capitalise(stored)}${rest.length > 0 ? `; ${rest.join(", ")}` : ""}.`;
}

/** What became of a file. */
export function UploadResult({
  name,
  answer,
  replayed,
}: {
  name: string;
  answer: IngestAnswer;
  /** The very same bytes came before: this is the answer of then. */
  replayed: boolean;
}) {
  return (
    <div className="grid gap-3" role="status">
      <p>
        <b>{name}</b>: {replayed ? "this very file came before; nothing changed. Then: " : null}
        {uploadWords(answer)} {answer.accepted > 0 ? <Link href="/routing/share">See its share</Link> : null}
      </p>
      {answer.errors.length > 0 ? <LineErrors errors={answer.errors} rejected={answer.rejected} /> : null}
    </div>
  );
}
