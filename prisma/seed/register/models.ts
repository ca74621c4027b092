/** A deployable name: what is written before the version, with list prices in USD per million tokens. */
type Stem = readonly [stem: string, input: string | null, output: string | null, more?: readonly string[]];

type Model = {
  name: string;
  patterns: string[];
  input_price_usd_per_mtok: string | null;
  output_price_usd_per_mtok: string | null;
};

/**
 * Bedrock writes maker.stem-version, before it perhaps a region of two letters that is not taken off (jp., au.). Every
 * pattern begins with fixed text or two letters and a dot, so that no two makers' patterns can fit one name.
 */
const onBedrock = (maker: string, [stem, input, output, more = []]: Stem): Model => ({
  name: stem,
  patterns: [
    stem,
    `${maker}.${stem}`,
    `${maker}.${stem}-*`,
    `??.${maker}.${stem}`,
    `??.${maker}.${stem}-*`,
    `us-gov.${maker}.${stem}-*`,
    ...more,
  ],
  input_price_usd_per_mtok: input,
  output_price_usd_per_mtok: output,
});

/** Names that are used without a maker in front, with dated suffixes. */
const plain = ([stem, input, output, more = []]: Stem): Model => ({
  name: stem,
  patterns: [stem, `${stem}-20*`, ...more],
  input_price_usd_per_mtok: input,
  output_price_usd_per_mtok: output,
});

const NOVA: readonly Stem[] = [
  ["nova-micro", "0.035", "0.14", ["amazon-nova/nova-micro-v1"]],
  ["nova-lite", "0.06", "0.24", ["amazon-nova/nova-lite-v1"]],
  ["nova-pro", "0.8", "3.2", ["amazon-nova/nova-pro-v1"]],
  ["nova-premier", "2.5", "12.5", ["amazon-nova/nova-premier-v1"]],
  ["nova-2-lite", "0.3", "2.5"],
  ["nova-2-pro-preview", "2.1875", "17.5"],
];
const TITAN: readonly Stem[] = [
  ["titan-text-lite", "0.3", "0.4"],
  ["titan-text-express", "1.3", "1.7"],
  ["titan-text-premier", "0.5", "1.5"],
];
const CLAUDE: readonly Stem[] = [
  ["claude-3-haiku", "0.25", "1.25"],
  ["claude-3-sonnet", "3", "15"],
  ["claude-3-opus", "15", "75"],
  ["claude-3-5-haiku", "0.8", "4", ["claude-3-5-haiku-20*"]],
  ["claude-3-5-sonnet", "3", "15", ["claude-3-5-sonnet-20*", "claude-3.5-sonnet"]],
  ["claude-3-7-sonnet", "3", "15", ["claude-3-7-sonnet-20*"]],
  ["claude-haiku-4-5", "1", "5", ["claude-haiku-4-5-20*"]],
  ["claude-sonnet-4", "3", "15"],
  ["claude-sonnet-4-5", "3", "15", ["claude-sonnet-4-5-20*"]],
  ["claude-sonnet-4-6", "3", "15"],
  ["claude-opus-4", "15", "75"],
  ["claude-opus-4-1", "15", "75"],
  ["claude-opus-4-5", "5", "25"],
  ["claude-opus-4-6", "5", "25"],
  ["claude-opus-4-7", "5", "25"],
];
const GPT: readonly Stem[] = [
  ["gpt-4o", "2.5", "10", ["chatgpt-4o-latest"]],
  ["gpt-4o-mini", "0.15", "0.6"],
  ["gpt-4.1", "2", "8"],
  ["gpt-4.1-mini", "0.4", "1.6"],
  ["gpt-4.1-nano", "0.1", "0.4"],
  ["o4-mini", "1.1", "4.4"],
];
const GPT_OSS: readonly Stem[] = [
  ["gpt-oss-120b", "0.15", "0.6"],
  ["gpt-oss-20b", "0.07", "0.3"],
];
const LLAMA: readonly Stem[] = [
  ["llama3-1-8b-instruct", "0.22", "0.22"],
  ["llama3-1-70b-instruct", "0.99", "0.99"],
  ["llama3-1-405b-instruct", "5.32", "16"],
  ["llama3-3-70b-instruct", "0.72", "0.72", ["llama-3-3-70b"]],
  ["llama4-scout-17b-instruct", "0.17", "0.66"],
  ["llama4-maverick-17b-instruct", "0.24", "0.97"],
];
const MISTRAL: readonly Stem[] = [
  ["mistral-7b-instruct", "0.15", "0.2"],
  ["mistral-small-2402", "1", "3"],
  ["mistral-large-2402", "8", "24"],
  ["mistral-large-2407", "3", "9"],
  ["mistral-large-3-675b-instruct", "0.5", "1.5", ["mistral-large-3"]],
  ["mixtral-8x7b-instruct", "0.45", "0.7"],
  ["devstral-2-123b", "0.4", "2"],
];

/** The deployable names of the sample's products. Prices: LiteLLM's public price list, as of 2026. */
export const SAMPLE_MODELS = {
  nova: NOVA.map((stem) => onBedrock("amazon", stem)),
  titan: TITAN.map((stem) => onBedrock("amazon", stem)),
  claude: CLAUDE.map((stem) => onBedrock("anthropic", stem)),
  gpt: [...GPT.map(plain), ...GPT_OSS.map((stem) => onBedrock("openai", stem))],
  llama: LLAMA.map((stem) => onBedrock("meta", stem)),
  mistral: MISTRAL.map((stem) => onBedrock("mistral", stem)),
};
