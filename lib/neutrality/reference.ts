import { z } from "zod";

/** The share of focal choices, as a fraction of 1, that was fixed for a task in advance; task null: for every task. */
export type Reference = { task: string | null; share: number };

const FORM = "One share for all tasks (0.25), or one a task (chat:0.3,code:0.2), each between 0 and 1.";
const SHARE = /^0\.\d{1,12}$/;

/** A share of exactly 0 or 1 is no baseline: no factor on the odds would ever move it. */
function parseShare(text: string): number | null {
  const share = SHARE.test(text) ? Number(text) : 0;
  return share > 0 ? share : null;
}

/** Null where the text is not in the form. The share follows the last colon: tasks may have some of their own. */
export function parseReference(text: string): Reference[] | null {
  const whole = parseShare(text);
  if (whole !== null) return [{ task: null, share: whole }];
  const parts = text.split(",").map((part): Reference | null => {
    const colon = part.lastIndexOf(":");
    const share = parseShare(part.slice(colon + 1));
    return colon < 1 || share === null ? null : { task: part.slice(0, colon), share };
  });
  const shares = parts.filter((part) => part !== null);
  const tasks = new Set(shares.map(({ task }) => task));
  return shares.length === parts.length && tasks.size === parts.length ? shares : null;
}

/** The query parameter `reference`, kept as it was given; `parseReference` reads it. */
export const ReferenceShares = z
  .string()
  .max(4000)
  .refine((text) => parseReference(text) !== null, FORM);

export const NEEDS_REFERENCE = {
  message:
    "reference_share needs the share that a neutral router would give, fixed in advance; give reference.",
  path: ["reference"],
};

export const REFUSES_REFERENCE = {
  message: "Only the baseline reference_share takes a reference.",
  path: ["reference"],
};
