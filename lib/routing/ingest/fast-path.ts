import { type BatchNumbers, COLUMNS, tenantHash, typeLiteral } from "./columns";
import { CANDIDATE_NUMBERS } from "./read-row";

// Plain records are recognised and stored by the engine in one pass. The strict parser in formats/ is the
// specification: a line is taken here only if that parser would take it and store the same, and every other line goes
// there. All counts below are of bytes in the line, where no backslash is, so that quotes alternate open and close.

const TEXTS = [
  "router",
  "policy_version",
  "task",
  "requested_model",
  "region",
  "session_id",
  "tenant",
] as const;
const NUMBERS = ["input_tokens", "output_tokens", "cost_usd", "latency_ms"] as const;

const field = (name: string, type: string) => `${name} Nullable(${type})`;
const RECORD = `Tuple(${[
  ...["decision_id", "occurred_at", "chosen_model", "arm", "decided_by", ...TEXTS].map((n) =>
    field(n, "String"),
  ),
  ...NUMBERS.map((name) => field(name, "Float64")),
  `candidates Array(Tuple(${["model Nullable(String)", "eligible Nullable(Bool)", ...CANDIDATE_NUMBERS.map((n) => field(n, "Float64"))].join(", ")}))`,
  "outcome Tuple(status Nullable(String), accepted Nullable(Bool), score Nullable(Float64))",
].join(", ")})`;

const t = (name: string) => `r.${name}`;
const present = (expression: string) => `isNotNull(${expression})`;
const sum = (terms: readonly string[]) => terms.join(" + ");
const filled = (column: string) => `length(arrayFilter(x -> isNotNull(x), ${column}))`;

// A key counts one token of two quotes, a text value another. Recognised members are real members, so their tokens are
// at most the line's: where the numbers are equal nothing else is there, neither unknown nor twice.
const QUOTES = `2 * (6 + 2 * (${sum(["arm", "decided_by", ...TEXTS].map((name) => present(t(name))))})
  + ${sum(NUMBERS.map((name) => present(t(name))))}
  + if(n > 0, 1 + 2 * n + ${sum(["eligible", ...CANDIDATE_NUMBERS].map((name) => filled(`r.candidates.${name}`)))}, 0)
  + if(has_outcome, 3 + ${present("r.outcome.accepted")} + ${present("r.outcome.score")}, 0))`;

// The engine reads 5 as the text '5'. Text that begins as a number does must stand in quotes after its key; only lines
// with such text are searched for it.
const beginsAsNumber = (value: string) => `(${value} >= '-' AND ${value} < ':')`;
const optional = (name: string) => `ifNull(${t(name)}, '')`;
const quoted = (name: string) =>
  `(position(doubtful, '"${name}":"') > 0 OR position(doubtful, '"${name}": "') > 0)`;
const isText = (name: string) => `(NOT ${beginsAsNumber(optional(name))} OR ${quoted(name)})`;
const CHECKED_TEXTS = ["decision_id", "chosen_model", ...TEXTS];
const DOUBTFUL = `if(${[
  ...CHECKED_TEXTS.map((name) => beginsAsNumber(optional(name))),
  `arrayExists(x -> ${beginsAsNumber("ifNull(x, '')")}, r.candidates.model)`,
].join(" OR ")}, line, '')`;

// It reads true as the text 'true' and as the number 1, and 1 as true. Every such word of a line must be the value of a
// field that takes one.
const TRUTHS = "if(position(line, 'true') + position(line, 'false') > 0, line, '')";
const words = (before: string) =>
  `(countSubstrings(truths, '${before}true') + countSubstrings(truths, '${before}false'))`;
const booleans = (name: string) => `(${words(`"${name}":`)} + ${words(`"${name}": `)})`;

const TIME = "^[0-9]{4}-[01][0-9]-[0-3][0-9]T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\\\.[0-9]{1,6})?Z$";

const within = (value: string, test: string) => `ifNull(${value} ${test}, true)`;

const CHECKS = (from: string, until: string) => [
  "startsWith(line, '{')",
  "position(line, '\\\\') = 0",
  `${present("r.decision_id")} AND ${present("r.chosen_model")} AND ${present("occurred")}`,
  "lengthUTF8(r.decision_id) BETWEEN 1 AND 128 AND r.chosen_model != ''",
  // The engine's parser of times refuses days that do not exist, but takes many forms.
  `match(r.occurred_at, '${TIME}')`,
  `occurred >= ${from} AND occurred <= ${until}`,
  "n <= 64",
  `countSubstrings(line, '"') = ${QUOTES}`,
  "countSubstrings(line, '{') = 1 + n + has_outcome AND countSubstrings(line, '[') = (n > 0)",
  within("r.arm", "IN ('production', 'owner_blind')"),
  within("r.decided_by", "IN ('router', 'pinned', 'fallback', 'sticky', 'cache', 'internal')"),
  within("r.outcome.status", "IN ('success', 'failure', 'cancelled')"),
  ...CHECKED_TEXTS.map(isText),
  "arrayAll(x -> ifNull(x, '') != '', r.candidates.model)",
  `(NOT arrayExists(x -> ${beginsAsNumber("ifNull(x, '')")}, r.candidates.model)
     OR countSubstrings(doubtful, '"model":"') + countSubstrings(doubtful, '"model": "') = n)`,
  `${words("")} = said AND ${booleans("eligible")} + ${booleans("accepted")} = said`,
  ...["input_tokens", "output_tokens"].map((name) =>
    within(t(name), `BETWEEN 0 AND 9007199254740991 AND ${t(name)} = floor(${t(name)})`),
  ),
  ...["cost_usd", "latency_ms"].map((name) => within(t(name), ">= 0")),
  // What is null compares as neither.
  `NOT arrayExists((q, p, c, l) -> q < 0 OR q > 1 OR p < 0 OR p > 1 OR c < 0 OR l < 0,
     r.candidates.quality, r.candidates.probability, r.candidates.cost_usd, r.candidates.latency_ms)`,
];

const text = (name: string, absent = "") => `ifNull(${t(name)}, '${absent}')`;
// Plus zero, so that -0.0 is stored as 0 however it came.
const numbers = (name: string) => `arrayMap(x -> ifNull(x + 0., nan), r.candidates.${name})`;

const values = ({ source_no, batch_no, tenant_key }: BatchNumbers, line: string) =>
  `${source_no}, ${batch_no}, ${line}, r.decision_id, occurred, r.chosen_model,
    if(${text("router")} = '', 'default', ${text("router")}), ${text("policy_version")}, ${text("arm", "production")},
    ${text("decided_by", "router")}, '', ${text("task")}, ${text("requested_model")}, ${text("region")},
    ${text("session_id")}, ${tenantHash(text("tenant"), tenant_key)},
    arrayMap(x -> assumeNotNull(x), r.candidates.model), arrayMap(x -> ifNull(toUInt8(x), 2), r.candidates.eligible),
    ${CANDIDATE_NUMBERS.map(numbers).join(", ")},
    toUInt64(r.input_tokens), toUInt64(r.output_tokens), r.cost_usd + 0., r.latency_ms + 0.,
    ifNull(r.outcome.status, ''), r.outcome.accepted, r.outcome.score + 0.`;

const OCCURRED = "parseDateTime64BestEffortOrNull(ifNull(r.occurred_at, ''), 6, 'UTC') AS occurred";

// Evaluated for every row at once: on demand, the engine would read the record again for each condition. Chunks of
// 4 MiB keep every core busy with a third less memory than the default of 10.
const SETTINGS = `SETTINGS short_circuit_function_evaluation = 'disable', max_insert_threads = 2,
  min_chunk_bytes_for_parallel_parsing = 4194304`;

const instant = (ms: number) =>
  `toDateTime64('${new Date(ms).toISOString().slice(0, -1).replace("T", " ")}', 6, 'UTC')`;

type Insert = (input: string, row_number: string) => string;

/** INSERT of every plain line of an input whose first line has the number `first_line`; the others are left out. */
export const insertPlain =
  (table: string, numbers: BatchNumbers, first_line: number, now_ms: number): Insert =>
  (input, row_number) =>
    `INSERT INTO ${table} (${COLUMNS}) SELECT ${values(numbers, `${first_line} + row_no`)} FROM (
      SELECT line, row_no, r, ${OCCURRED}, length(r.candidates) AS n, ${present("r.outcome.status")} AS has_outcome,
        ${filled("r.candidates.eligible")} + ${present("r.outcome.accepted")} AS said, ${DOUBTFUL} AS doubtful, ${TRUTHS} AS truths
      FROM (SELECT line, toUInt64(${row_number}) AS row_no, JSONExtract(line, ${typeLiteral(RECORD)}) AS r FROM ${input})
    ) WHERE ifNull(${CHECKS(instant(Date.UTC(2015, 0, 1)), instant(now_ms + 86_400_000)).join("\n AND ")}, false) ${SETTINGS}`;
