import { CopyButton } from "@/components/ui";

/** A command or configuration to copy. */
export function Command({
  text,
  label,
  done = "The command is copied.",
}: {
  text: string;
  label: string;
  done?: string;
}) {
  return (
    <div className="grid gap-2">
      <pre className="mono text-13 bg-wash p-4 whitespace-pre-wrap [overflow-wrap:anywhere]">
        <code>{text}</code>
      </pre>
      <div>
        <CopyButton text={text} label={label} done={done} />
      </div>
    </div>
  );
}
