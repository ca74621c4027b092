import { z } from "zod";
import { Key, listOf, loose, Note, PartialDate, RecordFields } from "../fields";

export const ClauseKind = z.enum([
  "routing",
  "data_use",
  "placement",
  "pricing",
  "launch",
  "capacity",
  "support",
]);

export const ClauseFields = z.object({ key: Key, text: Note.nullable(), kind: ClauseKind.nullable() });
export const CommitmentFields = z.object({
  key: Key,
  text: Note.min(1),
  speaker: z.string().max(200).nullable(),
  made_on: PartialDate.nullable(),
  audience: z.string().max(400).nullable(),
  clauses: z.array(ClauseFields),
  sources: listOf(Key),
});

const ClauseInput = z.strictObject({
  key: Key,
  text: loose(Note),
  kind: loose(ClauseKind).describe("What the clause is about; absent is unknown."),
});
export const CommitmentInput = z.strictObject({
  key: Key,
  text: Note.min(1, "Say the promise in its own words."),
  speaker: loose(z.string().max(200)).describe("Who said it."),
  made_on: loose(PartialDate),
  audience: loose(z.string().max(400)).describe("To whom it was said."),
  clauses: loose(z.array(ClauseInput).max(100)),
  sources: loose(listOf(Key)).describe("Documents that state this."),
});
export type CommitmentInput = z.infer<typeof CommitmentInput>;

export const CommitmentView = CommitmentFields.extend(RecordFields);
export type CommitmentView = z.infer<typeof CommitmentView>;
