import { z } from "zod";
import { Key, loose, Name, PartialDate, RecordFields } from "../fields";

/** A document that states facts. */
export const SourceFields = z.object({
  key: Key,
  title: Name,
  url: z
    .url({ protocol: /^https?$/, message: "An address that begins with https:// or http://." })
    .nullable(),
  published: PartialDate.nullable(),
  archived_hash: z.string().max(200).nullable(),
});

export const SourceInput = z.strictObject({
  key: Key,
  title: Name.describe("How the document calls itself, with its publisher."),
  url: loose(SourceFields.shape.url.unwrap()).describe("Where it can be read."),
  published: loose(PartialDate).describe("When it appeared."),
  archived_hash: loose(z.string().max(200)).describe("Hash of the archived copy, such as sha256:…"),
});
export type SourceInput = z.infer<typeof SourceInput>;

export const SourceView = SourceFields.extend(RecordFields);
export type SourceView = z.infer<typeof SourceView>;

/** A fact of any kind, as lists of facts name it, with the page where it stands. */
export type StatedFact = { kind: string; key: string; label: string; href: string };
