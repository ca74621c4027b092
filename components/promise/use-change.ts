"use client";

import { useRouter } from "next/navigation";
import type { NeutralityQuery } from "@/lib/neutrality";
import { type NeutralityChange, neutralitySearch } from "@/lib/reports";

/** Goes to the same question with a change; null takes a word back. */
export function useChange(query: NeutralityQuery) {
  const router = useRouter();
  return (change: NeutralityChange) => router.push(neutralitySearch(query, change), { scroll: false });
}
