import type { z } from "zod";
import { formatNumber } from "@/lib/kernel/format";

/** How words begin that no schema of ours chose; its own say more than ours. */
const GENERIC = /^(Too small|Too big|Invalid)/;

const figure = (value: number | bigint): string => {
  const number = Number(value);
  return Number.isInteger(number) ? formatNumber(number) : String(number);
};

const COUNTED: Record<string, (n: string) => string> = {
  string: (n) => (n === "1" ? "1 character" : `${n} characters`),
  array: (n) => (n === "1" ? "1 of them" : `${n} of them`),
  file: (n) => `${n} bytes`,
};

type Bound = { origin: string; limit: number | bigint; inclusive: boolean };

/** "At least 1.", "More than 0.", "At most 500 characters." */
function boundWords({ origin, limit, inclusive }: Bound, [at, beyond]: [string, string]): string {
  const counted = COUNTED[origin];
  if (counted) return `${at} ${counted(figure(limit))}.`;
  return `${inclusive ? at : beyond} ${figure(limit)}.`;
}

const TYPES: Record<string, string> = {
  number: "A number, such as 0.05.",
  int: "A whole number.",
  string: "A text.",
  boolean: "Yes or no.",
  array: "A list.",
};

const FORMATS: Record<string, string> = {
  url: "An address, such as https://example.com/report.",
  email: "An e-mail address, such as name@example.com.",
  uuid: "An id.",
  datetime: "A time.",
};

function genericWords(issue: z.core.$ZodIssue): string | null {
  switch (issue.code) {
    case "too_small":
      return boundWords({ ...issue, limit: issue.minimum, inclusive: issue.inclusive ?? true }, [
        "At least",
        "More than",
      ]);
    case "too_big":
      return boundWords({ ...issue, limit: issue.maximum, inclusive: issue.inclusive ?? true }, [
        "At most",
        "Less than",
      ]);
    case "invalid_type":
      return TYPES[issue.expected] ?? null;
    case "invalid_format":
      return FORMATS[issue.format] ?? null;
    case "invalid_value":
      return `One of: ${issue.values.map(String).join(", ")}.`;
    case "invalid_union": {
      // Of several forms that it may have, the one whose kind was meant says what is wrong.
      const meant = issue.errors.find(([first]) => first && !/^invalid_(type|value)$/.test(first.code));
      return meant?.[0] ? issueWords(meant[0]) : "This has none of the forms that are read.";
    }
    default:
      return null;
  }
}

/** What is wrong with an entry, in words for who typed it; a schema's own words stay. */
export const issueWords = (issue: z.core.$ZodIssue): string =>
  (GENERIC.test(issue.message) ? genericWords(issue) : null) ?? issue.message;
