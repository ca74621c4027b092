import { z } from "zod";
import { CoHoldingInput } from "../co-holdings/schema";
import { CommitmentInput } from "../commitments/schema";
import { PartyInput } from "../parties/schema";
import { PartnershipItem } from "../partnerships/schema";
import { PolicyInput } from "../policies/schema";
import { ProductInput } from "../products/schema";
import { RoundInput } from "../rounds/schema";
import { SegmentInput } from "../segments/schema";
import { SourceInput } from "../sources/schema";

const many = <T extends z.ZodType>(item: T) => z.array(item).max(20_000).optional();

/** One document of register facts. Lists merge by key: what is not mentioned is left alone, null clears. */
export const ImportDocument = z.strictObject({
  sources: many(SourceInput),
  parties: many(PartyInput),
  partnerships: many(PartnershipItem),
  rounds: many(RoundInput),
  co_holdings: many(CoHoldingInput),
  segments: many(SegmentInput),
  products: many(ProductInput),
  policies: many(PolicyInput),
  commitments: many(CommitmentInput),
});
export type ImportDocument = z.infer<typeof ImportDocument>;

export const ImportQuery = z.strictObject({ dry_run: z.enum(["true", "false"]).default("false") });

const Counts = z.record(z.string(), z.number().int());

export const ImportAnswer = z.object({
  created: Counts,
  updated: Counts,
  unchanged: Counts,
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
