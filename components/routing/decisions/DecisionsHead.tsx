"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { rangeWords, type TrafficDimensions } from "@/lib/routing";
import { type Range, RangeWord } from "../RangeWord";

/** The range as a sentence; the filters stand with the table. */
export function DecisionsHead({ range, dimensions }: { range: Range; dimensions: TrafficDimensions }) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const noun = dimensions.generated ? "Simulated decisions" : "Decisions";
  const take = ({ from, to }: Range) => {
    const next = new URLSearchParams(search);
    next.delete("cursor");
    next.set("from", from);
    next.set("to", to);
    router.push(`${pathname}?${next}`);
  };
  return (
    <header className="head low">
      <div className="head-below">
        <h1 className="vh">
          {noun} from {rangeWords(range)}
        </h1>
        <p className="words">
          {noun} from <RangeWord range={range} dimensions={dimensions} onTake={take} />.
        </p>
      </div>
    </header>
  );
}
