import type { ConditionKind, DecisionOutcome, ReviewOutcome } from "@/lib/register";

export type Who = "pm" | "compliance" | "compliance2";

type SampleCondition = { kind: ConditionKind; text: string; owner: Who; due_in_days: number };

/** What people of the demo do with one overlap, in this order. */
export type SampleReview = {
  /** Title of the overlap in the sample register. */
  overlap: string;
  outcome: ReviewOutcome;
  rationale: string;
  conditions?: readonly SampleCondition[];
  draft?: boolean;
  reviewer?: Who;
  decision?: { by: Who; outcome: DecisionOutcome; note?: string };
  /** Proof of the first condition by its owner, and who judges it. */
  proof?: { text: string; judged_by: Who; note: string };
  comments?: readonly { by: Who; text: string }[];
};

/** Reviews of the sample workspace: proposed by its partner manager, decided by its officers of compliance. */
export const SAMPLE_REVIEWS: readonly SampleReview[] = [
  {
    overlap: "Our own Nova competes with Claude of Anthropic, in which we invest.",
    outcome: "cleared_with_conditions",
    rationale:
      "Simulated review. Both are sold as foundation models and we hold a stake in the partner. The overlap can stand while launches are told in advance and the routers between both are watched.",
    conditions: [
      {
        kind: "disclosure",
        text: "Simulated condition: tell the partner of each launch of ours in its segment, 14 days before.",
        owner: "pm",
        due_in_days: 45,
      },
      {
        kind: "monitoring",
        text: "Simulated condition: look at the neutrality verdict of every router that chooses between the two, once a month.",
        owner: "compliance2",
        due_in_days: 75,
      },
    ],
    decision: { by: "compliance", outcome: "approved", note: "Simulated answer: with both conditions." },
    proof: {
      text: "Simulated proof: a notice to the partner, sent 14 days before a launch.",
      judged_by: "compliance2",
      note: "Simulated judgement: the notice names the launch and its day, and came in time.",
    },
    comments: [
      { by: "compliance", text: "Simulated comment: which launches fall under the first condition?" },
      { by: "pm", text: "Simulated comment: those of general availability, not previews." },
    ],
  },
  {
    overlap: "Our own Titan competes with Claude of Anthropic, in which we invest.",
    outcome: "confirmed",
    rationale:
      "Simulated review. The conflict is real and stays: both are on the market, and the stake is not going away.",
    decision: { by: "compliance2", outcome: "approved" },
  },
  {
    overlap: "Our own Titan competes with GPT of OpenAI, in which we invest.",
    outcome: "cleared",
    rationale: "Simulated review. Few customers choose between the two.",
    decision: {
      by: "compliance",
      outcome: "changes_requested",
      note: "Simulated answer: say on which figures that rests, and what is routed between them.",
    },
  },
  {
    overlap: "We invest in Anthropic and in OpenAI, which compete in foundation models.",
    outcome: "prohibited",
    rationale:
      "Simulated review. Nobody may sit on both sides: no person of ours takes part in both partnerships.",
    conditions: [
      {
        kind: "recusal",
        text: "Simulated condition: whoever works on one partnership takes no part in decisions on the other.",
        owner: "pm",
        due_in_days: 30,
      },
    ],
    reviewer: "compliance2",
    comments: [{ by: "pm", text: "Simulated comment: both contracts come up for renewal next year." }],
  },
  {
    overlap: "GPT of OpenAI is on Microsoft as well as on our platform, and since when is not known.",
    outcome: "cleared",
    rationale: "Simulated review. A partner may sell where it likes.",
    decision: {
      by: "compliance2",
      outcome: "rejected",
      note: "Simulated answer: since when is not known; find that out first.",
    },
  },
  {
    overlap:
      "We run the router AWS model router, which chooses between our own models and those of two partners in which we invest.",
    outcome: "cleared_with_conditions",
    rationale: "Simulated draft. The declared rule names no owner; its tests decide.",
    conditions: [
      {
        kind: "routing_rule",
        text: "Simulated condition: the rule stays blind to owners, and each change of it is announced before it takes effect.",
        owner: "compliance",
        due_in_days: 60,
      },
    ],
    draft: true,
  },
];
