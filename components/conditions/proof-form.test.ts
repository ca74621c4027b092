import { expect, it } from "vitest";
import { schemaErrors } from "@/components/form/form-body";
import { PROOF_LIMIT_MIB } from "@/lib/register";
import { ProofBody } from "./proof-form";

const LIMIT = PROOF_LIMIT_MIB * 1_048_576;
const faults = (bytes: number | null) => {
  const form = new FormData();
  if (bytes !== null) form.set("file", new File([new Uint8Array(bytes)], "a.pdf"));
  return schemaErrors(ProofBody, form);
};

it("takes a file up to the limit, and leaves what else is missing to the server", () => {
  expect([faults(0), faults(LIMIT), faults(null)]).toEqual([{}, {}, {}]);
});

it("refuses a larger one at its field, with its size and the limit", () => {
  expect(faults(LIMIT * 1.5)).toEqual({ file: expect.stringMatching(/^The file has 15.*; at most 10 MiB/) });
});
