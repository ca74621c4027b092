import { z } from "zod";
import { type Canonical, canonicalJson, toCanonical } from "@/lib/audit";
import { sha256Hex } from "@/lib/kernel/sha256";
import { parseInstant } from "@/lib/kernel/time";
import { PolicyRule } from "@/lib/register";

/** What a notice announces of a policy: all that changes how requests are routed. */
export const AnnouncedPolicy = z.strictObject({
  router: z.string().trim().min(1).max(256),
  version: z.string().trim().min(1).max(256),
  from: z.string().refine((text) => parseInstant(text) !== null, "A time, such as 2026-05-01T00:00:00Z."),
  aliases: z.array(z.string()).default([]),
  rule: PolicyRule.nullable().default(null),
  models: z.array(z.string()).default([]),
});
export type AnnouncedPolicy = z.input<typeof AnnouncedPolicy>;

const Content = z.strictObject({ policy: AnnouncedPolicy, salt: z.string().min(1) });

const words = (list: readonly string[]): string[] => [...new Set(list)].sort();

/** A policy in one form, so that the same policy gives the same text. Throws what zod throws. */
function canonicalPolicy(given: AnnouncedPolicy): Canonical {
  const { router, version, from, aliases, rule, models } = AnnouncedPolicy.parse(given);
  const at = new Date(parseInstant(from) ?? Number.NaN).toISOString();
  return {
    ...{ router, version, from: at, rule: toCanonical(rule) },
    ...{ aliases: words(aliases), models: words(models) },
  };
}

/** 32 hexadecimal digits at random: without them whoever guesses a policy could tell by its hash that it is right. */
export const newSalt = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The text that a notice is the hash of. Whoever announces keeps it; it is shown when the notice is opened. */
export const noticeText = (policy: AnnouncedPolicy, salt: string): string =>
  canonicalJson({ policy: canonicalPolicy(policy), salt });

/** SHA-256 of the text, as a notice carries it. */
export const noticeHash = (text: string): string => sha256Hex(text);

/** The policy of an opened text; null where the text is not in the form of `noticeText`. */
export function policyOfText(text: string): z.output<typeof AnnouncedPolicy> | null {
  try {
    return Content.parse(JSON.parse(text)).policy;
  } catch {
    return null;
  }
}

/** Whether two policies say the same; an order of models or aliases says nothing. */
export const samePolicy = (a: AnnouncedPolicy, b: AnnouncedPolicy): boolean =>
  canonicalJson(canonicalPolicy(a)) === canonicalJson(canonicalPolicy(b));
