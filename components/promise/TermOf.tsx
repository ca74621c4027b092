import type { ReactNode } from "react";
import { Term } from "@/components/ui";
import { GLOSSARY, HOW_WE_KNOW_PAGE, meaningOf, type TermKey } from "@/lib/reports";

/** A term of the glossary; its link leads to the same word on *How we know*, with the numbers of this view. */
export function TermOf({ term, search, children }: { term: TermKey; search: string; children?: ReactNode }) {
  return (
    <Term meaning={meaningOf(term, search)} href={`${HOW_WE_KNOW_PAGE}${search}#${term}`}>
      {children ?? GLOSSARY[term].word}
    </Term>
  );
}
