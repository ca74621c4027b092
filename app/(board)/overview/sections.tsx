import { ExposureTable, TodoList } from "@/components/overview";
import { EmptyState, Section } from "@/components/ui";
import type { Actor } from "@/lib/access";
import { capitalise, countInWords } from "@/lib/kernel/format";
import { formatDay } from "@/lib/kernel/time";
import type { TrafficWindow, VerdictModel } from "@/lib/reports";
import { readExposure, readTodos } from "@/lib/reports/server";

type SectionInput = { actor: Actor; window: TrafficWindow | null };

export async function ExposureSection({ actor, window }: SectionInput) {
  const { title, sentences, rows } = await readExposure(actor, window);
  if (rows.length === 0)
    return (
      <Section number={3} title="No partner is recorded.">
        <EmptyState title="Here would be each partner in one row" level={3}>
          With the money committed, what it competes with, open overlaps and its routed share. Partners come
          by import or from the register.
        </EmptyState>
      </Section>
    );
  return (
    <Section number={3} title={title} text={sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}>
      <ExposureTable rows={rows} />
    </Section>
  );
}

export async function TodoSection({
  actor,
  window,
  verdict,
}: SectionInput & { verdict: VerdictModel | null }) {
  const todos = await readTodos(actor, window, verdict);
  const count = todos.reduce((sum, todo) => sum + todo.count, 0);
  if (todos.length === 0)
    return (
      <Section number={4} title="Nothing needs a decision.">
        <EmptyState title="Here would be what waits for somebody" level={3}>
          Findings that nobody sees to, versions of checks that wait for a second person, overlaps that nobody
          has judged, rights that nobody has stated, models that match nothing.
        </EmptyState>
      </Section>
    );
  return (
    <Section
      number={4}
      title={`${capitalise(countInWords(count, "thing"))} ${count === 1 ? "needs" : "need"} a decision.`}
      text={<p>The promise first, then overlaps; in each by gravity, then by the day on which it is due.</p>}
    >
      <TodoList todos={todos} today={formatDay(Date.now())} />
    </Section>
  );
}
