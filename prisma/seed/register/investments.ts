import type { List } from "./document";
import { S0, S1, S2, S3, S4 } from "./facts";

type Bound = "equal" | "about" | "up_to" | "unknown";

const said = (source: string, amount: string, bound: Bound) => ({ source, amount, bound });

/**
 * Rounds and what each report says of them. Whether money was committed or already paid is not reported, so the
 * state is left open.
 */
export const ROUNDS: List<"rounds"> = [
  {
    key: "openai-2026-02",
    investee: "openai",
    announced: "2026-02-27",
    amount: "110000000000",
    bound: "equal",
    currency: "USD",
    note: "The round in which the AWS investment was made.",
    visibility: "public",
    sources: [S0],
    participations: [
      {
        investor: "aws",
        amount: "50000000000",
        bound: "equal",
        reported: [
          said(S0, "50000000000", "equal"),
          said(S1, "50000000000", "up_to"),
          said(S2, "50000000000", "unknown"),
          said(S3, "50000000000", "unknown"),
        ],
      },
    ],
  },
  {
    key: "anthropic-aws",
    investee: "anthropic",
    currency: "USD",
    note: "The investment of AWS as reported in total; rounds and dates are not stated.",
    visibility: "public",
    sources: [S0, S1, S2, S3, S4],
    participations: [
      {
        investor: "aws",
        amount: "8000000000",
        bound: "about",
        reported: [S0, S1, S2, S3, S4].map((source) => said(source, "8000000000", "about")),
      },
    ],
  },
  {
    key: "anthropic-2026-02",
    investee: "anthropic",
    announced: "2026-02",
    amount: "30000000000",
    bound: "equal",
    currency: "USD",
    note: "At least a dozen direct investors of OpenAI also took part.",
    visibility: "public",
    sources: [S0, S1, S3, S4],
    participations: [{ investor: "microsoft" }],
  },
];

export const CO_HOLDINGS: List<"co_holdings"> = [
  {
    key: "openai-anthropic",
    parties: ["openai", "anthropic"],
    at_least: 12,
    named: ["microsoft"],
    visibility: "public",
    sources: [S0],
  },
];
