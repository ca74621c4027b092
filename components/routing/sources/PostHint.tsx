import { Command } from "./Command";
import { GatewaySetup } from "./GatewaySetup";

const keyCommand = (source: string): string => `npm run --silent key -- --scope ingest --source ${source}`;

/** How a gateway delivers by itself: a key of its own, then what to copy into its configuration. */
export function PostHint({ source, base }: { source: string; base: string }) {
  return (
    <div className="grid gap-6">
      <Command text={keyCommand(source)} label="Copy the key’s command" />
      <GatewaySetup base={base} />
    </div>
  );
}
