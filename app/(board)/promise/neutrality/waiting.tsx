import { Suspense } from "react";
import { SectionSkeleton } from "@/components/ui";
import type { Progress, ProgressWatch } from "@/lib/neutrality/server";
import { WAITING_WORDS } from "@/lib/reports";

type Told = { watch: ProgressWatch; part: keyof typeof WAITING_WORDS; state?: Progress | null };

/** Says what is computed and how far it is, anew with every step, while the answer streams. */
export function HowFar({ watch, part, state = null }: Told) {
  return (
    <Suspense fallback={WAITING_WORDS[part](state)}>
      <NextStep watch={watch} part={part} state={state} />
    </Suspense>
  );
}

async function NextStep({ watch, part, state = null }: Told) {
  const next = await watch.next(state);
  return next ? <HowFar watch={watch} part={part} state={next} /> : WAITING_WORDS[part](state);
}

/** Holds the place of a part that comes later. What several parts wait for is announced by the first of them alone. */
export function Waiting({ height, ...told }: Told & { height: number }) {
  return (
    <>
      <p className="soft" aria-live={told.part === "beside" ? "off" : "polite"}>
        <HowFar {...told} />
      </p>
      <SectionSkeleton height={height} />
    </>
  );
}
