import { GATEWAY_LABELS, type GatewayName } from "@/lib/routing";

/** What somebody copies to let a gateway deliver: where it goes, and its text. */
export type ConfigPart = { title: string; text: string; copied: string };
export type GatewayConfig = { value: string; label: string; parts: (base: string) => readonly ConfigPart[] };

const KEY = `"Authorization: Bearer $EVENHAND_KEY"`;
const lines = (...text: readonly string[]): string => text.join("\n");

/** How these configurations name a variable of the environment. */
const variable = (name: string): string => `\${${name}}`;

const curl = (base: string, format: string, file: string): ConfigPart => ({
  title: "Post",
  copied: "The post is copied.",
  text: lines(
    `curl ${base}/api/v1/ingest/${format} \\`,
    `  -H ${KEY} \\`,
    `  -H "Content-Type: application/x-ndjson" \\`,
    `  --data-binary @${file}`,
  ),
});

const litellm = (base: string): readonly ConfigPart[] => [
  {
    title: "In the proxy’s config.yaml",
    copied: "The configuration is copied.",
    text: lines(
      "litellm_settings:",
      '  callbacks: ["evenhand"]',
      "  # Prompts and answers stay where they are: they are not read here.",
      "  turn_off_message_logging: true",
      "callback_settings:",
      "  evenhand:",
      "    callback_type: generic_api",
      `    endpoint: ${base}/api/v1/ingest/litellm`,
      "    headers:",
      `      Authorization: Bearer ${variable("EVENHAND_KEY")}`,
    ),
  },
];

const collector = (base: string): readonly ConfigPart[] => [
  {
    title: "In the collector’s config.yaml",
    copied: "The configuration is copied.",
    text: lines(
      "exporters:",
      "  otlphttp/evenhand:",
      `    traces_endpoint: ${base}/api/otlp/v1/traces`,
      "    compression: gzip",
      "    headers:",
      `      Authorization: Bearer ${variable("env:EVENHAND_KEY")}`,
      "service:",
      "  pipelines:",
      "    traces/evenhand:",
      "      receivers: [otlp]",
      "      processors: [batch]",
      "      exporters: [otlphttp/evenhand]",
    ),
  },
];

const bedrock = (base: string): readonly ConfigPart[] => [
  {
    title: "Log invocations to a bucket, without prompts and answers",
    copied: "The command is copied.",
    text: lines(
      "aws bedrock put-model-invocation-logging-configuration --logging-config '{",
      '  "s3Config": {"bucketName": "YOUR-BUCKET", "keyPrefix": "evenhand"},',
      '  "textDataDeliveryEnabled": false, "imageDataDeliveryEnabled": false,',
      '  "embeddingDataDeliveryEnabled": false}\'',
    ),
  },
  {
    title: "Deliver each file of the bucket, as often as you like",
    copied: "The command is copied.",
    text: lines(
      "aws s3 cp s3://YOUR-BUCKET/FILE.json.gz - | curl \\",
      `  ${base}/api/v1/ingest/bedrock \\`,
      `  -H ${KEY} -H "Content-Encoding: gzip" \\`,
      `  -H "Content-Type: application/x-ndjson" --data-binary @-`,
    ),
  },
];

const own = (name: GatewayName): GatewayConfig => ({
  value: name,
  label: GATEWAY_LABELS[name],
  parts: (base) => [curl(base, name, "export.ndjson")],
});

/** Ways for a gateway to deliver by itself, the usual ones first. */
export const GATEWAY_CONFIGS: readonly [GatewayConfig, ...GatewayConfig[]] = [
  {
    value: "native",
    label: "Our own format, by curl",
    parts: (base) => [curl(base, "decisions", "decisions.ndjson")],
  },
  { value: "litellm", label: GATEWAY_LABELS.litellm, parts: litellm },
  { value: "otlp", label: "OpenTelemetry collector", parts: collector },
  { value: "bedrock", label: GATEWAY_LABELS.bedrock, parts: bedrock },
  ...(["openrouter", "langfuse", "helicone", "portkey", "cloudflare", "azure", "vllm-sr"] as const).map(own),
];
