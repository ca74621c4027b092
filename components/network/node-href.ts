import { type NetworkNode, recordHref } from "@/lib/register";

/** The page of what a box stands for. */
export function nodeHref({ kind, key }: NetworkNode): string {
  if (kind === "product") return recordHref.product(key);
  return kind === "segment" ? recordHref.segment(key) : recordHref.party(key);
}
