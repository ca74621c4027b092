import type { z } from "zod";
import type { NativeCandidate, NativeOutcome, NativeRecord, RecordFault } from "../native";
import type { Field } from "./field";

type DecidedBy = NonNullable<NativeRecord["decided_by"]>;

/** Who decided, and the record's own evidence for it in a few words, the same for every record of its kind. */
export type Evidence = { decided_by: DecidedBy; because: string };

export type CandidateDraft = { [K in keyof z.infer<typeof NativeCandidate>]?: Field };

/**
 * A native record before it is validated: every member with the place of the gateway's record that states it. What is
 * not stated stays away.
 */
export type Draft = {
  [K in Exclude<keyof NativeRecord, "candidates" | "outcome" | "decided_by">]?: Field;
} & {
  /** The list as a whole, for what is wrong with it as a whole, and its members. */
  candidates?: { list: Field; members: readonly CandidateDraft[] } | undefined;
  outcome?: { [K in keyof z.infer<typeof NativeOutcome>]?: Field };
};

/**
 * What one record of a gateway says. Without evidence (null) the register decides: a requested model that a policy
 * declares as an alias was routed, any other was pinned by the customer.
 */
export type GatewayRead =
  | { kind: "decision"; draft: Draft; evidence: Evidence | null }
  /** A record that is no model call, such as a span of the caller's own code: it is not counted as received. */
  | { kind: "other" }
  | { kind: "fault"; fault: RecordFault };

/** A format: pure, without clock, register or store. */
export type Gateway = {
  /** The name in routes, in `format=` and in the ledger. */
  format: string;
  /** Members of a record that the vendor documents; others are counted as unknown. */
  known: ReadonlySet<string>;
  /** Where a body or line holds many records, such as `{"data":[…]}`: those. Null: it is one record itself. */
  envelope?: (body: Field) => readonly Field[] | null;
  read: (record: Field) => GatewayRead;
};
