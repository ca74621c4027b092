import { CopyButton } from "@/components/ui";

const keyCommand = (source: string): string => `npm run --silent key -- --scope ingest --source ${source}`;
const postCommand = (base: string): string =>
  [
    `curl ${base}/api/v1/ingest/decisions \\`,
    `  -H "Authorization: Bearer $EVENHAND_KEY" \\`,
    `  -H "Content-Type: application/x-ndjson" \\`,
    `  --data-binary @decisions.ndjson`,
  ].join("\n");

function Command({ text, label }: { text: string; label: string }) {
  return (
    <div className="grid gap-2">
      <pre className="mono text-13 bg-wash p-4 whitespace-pre-wrap [overflow-wrap:anywhere]">
        <code>{text}</code>
      </pre>
      <div>
        <CopyButton text={text} label={label} done="The command is copied." />
      </div>
    </div>
  );
}

/** How a gateway delivers by itself: a key of its own, then a post. */
export function PostHint({ source, base }: { source: string; base: string }) {
  return (
    <div className="grid gap-6">
      <Command text={keyCommand(source)} label="Copy the key’s command" />
      <Command text={postCommand(base)} label="Copy the post" />
    </div>
  );
}
