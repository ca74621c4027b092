import type { Hue } from "@/lib/kernel/hue";

/** What a router did under its policy in force. Days are half-open, shares fractions of 1. */
export type OverlapTraffic = {
  from: string;
  to: string;
  router: string;
  policy_version: string;
  generated: boolean;
  /** Routed to any known model. */
  decisions: number;
  owners: { key: string; label: string; hue: Hue; decisions: number; share: number }[];
  /** By candidate as the policy names it. */
  candidates: Record<string, number>;
};
