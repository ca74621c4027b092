import type { z } from "zod";
import type { ImportDocument } from "@/lib/register";

/** The import document as a client sends it. */
export type RegisterDocument = z.input<typeof ImportDocument>;
export type List<K extends keyof RegisterDocument> = NonNullable<RegisterDocument[K]>;
