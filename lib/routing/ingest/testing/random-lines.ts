import { seeded } from "@/lib/testing/random";

// Lines for the test that compares the engine's reading with the strict parser's.

/** The same lines every run. */
export function random(seed: number) {
  const next = seeded(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  return { chance: (p: number) => next() < p, pick, int: (n: number) => Math.floor(next() * n) };
}
export type Random = ReturnType<typeof random>;

const TEXTS = [
  '"m"',
  '"zeta-large"',
  '"5"',
  '"-1.5e3"',
  '"true"',
  '"x true y"',
  '"a:b"',
  '"x:"',
  '":"',
  '": "',
  '"{"',
  '"["',
  '"é🙂"',
  '"a b"',
  '""',
  '"1"',
  '"null"',
  '"candidates"',
  '"\\u0041"',
  '"\\u0000"',
  '"\\ud800"',
  '"back\\\\slash"',
  '"q\\"q"',
  '"model"',
];
const NUMBERS = [
  "0",
  "1",
  "-1",
  "0.5",
  "1e-7",
  "1E5",
  "-0",
  "-0.0",
  "1.0",
  "0.1",
  "123456789012",
  "9007199254740993",
  "18446744073709551615",
  "18446744073709551616",
  "1e999",
  "01",
  "2.2250738585072011e-308",
  "0.30000000000000004",
  "5e-324",
  "1e23",
  "12.",
  "+1",
];
const OTHERS = [
  "true",
  "false",
  "null",
  "{}",
  "[]",
  "[1]",
  '["m"]',
  '{"a":1}',
  "nan",
  '["m",true,1]',
  "[[[]]]",
  '{"model":"m"}',
  '[{"model":"m"}]',
  "tru",
];
const TIMES = [
  '"2026-01-01T00:00:00Z"',
  '"2026-03-04T05:06:07.123456Z"',
  '"2026-03-04T05:06:07.1Z"',
  '"2026-03-04T05:06:07.1234567Z"',
  '"2026-03-04T05:06:07+02:00"',
  '"2026-02-30T00:00:00Z"',
  '"2026-03-04T24:00:00Z"',
  '"2026-03-04T23:59:60Z"',
  '"2014-12-31T23:59:59Z"',
  '"2015-01-01T00:00:00Z"',
  '"2026-11-22T00:00:00Z"',
  '"2026-11-22T00:00:00.000001Z"',
  '"2026-03-04 05:06:07Z"',
  '"2026-03-04t05:06:07z"',
  '"20260304T050607Z"',
  '"1767225600"',
  "1767225600",
  '"2026-03-04T05:06:07.Z"',
  '"2026-03-04T05:06:07"',
];
const NAMES = [
  "decision_id",
  "occurred_at",
  "chosen_model",
  "router",
  "policy_version",
  "arm",
  "decided_by",
  "task",
  "requested_model",
  "region",
  "session_id",
  "tenant",
  "input_tokens",
  "output_tokens",
  "cost_usd",
  "latency_ms",
  "candidates",
  "outcome",
  "model",
  "eligible",
  "quality",
  "score",
  "probability",
  "status",
  "accepted",
  "zz",
  "Task",
  "__proto__",
  "",
];

type Member = [string, string];

const any = (r: Random) => r.pick(r.chance(0.4) ? TEXTS : r.chance(0.6) ? NUMBERS : OTHERS);
const text = (r: Random, wild: number) => (r.chance(wild) ? any(r) : r.pick(TEXTS.slice(0, 10)));
const number = (r: Random, wild: number) => (r.chance(wild) ? any(r) : r.pick(["0", "0.25", "1", "1e-7"]));
const some = (r: Random, members: Member[]) => members.filter(() => r.chance(0.5));

function write(r: Random, members: Member[], wild: number): string {
  const list = [...members];
  while (r.chance(wild)) list.splice(r.int(list.length + 1), 0, [r.pick(NAMES), any(r)]);
  const colon = () => (r.chance(wild) ? r.pick([" :", ": ", " : ", ":\t"]) : ":");
  const comma = () => (r.chance(wild) ? r.pick([", ", " ,", ",,"]) : ",");
  return `{${list.map(([name, value], at) => `${at > 0 ? comma() : ""}"${name}"${colon()}${value}`).join("")}}`;
}

const candidate = (r: Random, wild: number): string =>
  r.chance(wild / 4)
    ? any(r)
    : write(
        r,
        [
          ["model", text(r, wild)],
          ...some(r, [
            ["eligible", r.chance(wild) ? any(r) : r.pick(["true", "false"])],
            ["quality", number(r, wild)],
            ["cost_usd", number(r, wild)],
            ["latency_ms", number(r, wild)],
            ["score", number(r, wild)],
            ["probability", number(r, wild)],
          ]),
        ],
        wild / 6,
      );

/** One line of a delivery: mostly a record, often with something about it that a reader may get wrong. */
export function randomLine(r: Random, id: number): string {
  const wild = r.pick([0, 0, 0.02, 0.1]);
  const maybe: Member[] = [
    ...["router", "policy_version", "task", "requested_model", "region", "session_id", "tenant"].map(
      (name): Member => [name, text(r, wild)],
    ),
    ["arm", r.chance(wild) ? any(r) : r.pick(['"production"', '"owner_blind"'])],
    ["decided_by", r.chance(wild) ? any(r) : r.pick(['"router"', '"pinned"', '"cache"'])],
    ...["input_tokens", "output_tokens"].map(
      (name): Member => [name, r.chance(wild) ? any(r) : String(r.int(5000))],
    ),
    ["cost_usd", number(r, wild)],
    ["latency_ms", number(r, wild)],
    [
      "candidates",
      r.chance(wild)
        ? any(r)
        : `[${Array.from({ length: r.int(r.chance(0.02) ? 70 : 5) }, () => candidate(r, wild)).join(",")}]`,
    ],
    [
      "outcome",
      r.chance(wild)
        ? any(r)
        : write(
            r,
            [
              ["status", r.chance(wild) ? any(r) : '"success"'],
              ...some(r, [
                ["accepted", r.chance(wild) ? any(r) : "true"],
                ["score", number(r, wild)],
              ]),
            ],
            wild / 6,
          ),
    ],
  ];
  const required: Member[] = [
    ["decision_id", r.chance(wild) ? any(r) : r.pick([`"${id}"`, `"d-${id}"`, `"${id}f"`])],
    ["occurred_at", r.pick(r.chance(wild) ? TIMES : TIMES.slice(0, 3))],
    ["chosen_model", text(r, wild)],
  ];
  const members = [...required, ...some(r, maybe)].filter(() => !r.chance(wild / 10));
  if (r.chance(0.3)) members.reverse();
  return damage(r, write(r, members, wild / 4), wild);
}

/** Sometimes a character goes, comes or turns into another, and white space stands around. */
function damage(r: Random, text: string, wild: number): string {
  if (r.chance(wild)) {
    const at = r.int(text.length);
    return (
      text.slice(0, at) +
      r.pick(["", '"', ",", "}", "]", "{", "[", "\\", "\0", " ", ":", "1", "\ufeff"]) +
      text.slice(at + r.int(2))
    );
  }
  return r.chance(wild) ? r.pick(["\ufeff", " ", "\t", ""]) + text + r.pick(["\r", " ", "", " x"]) : text;
}
