import Link from "next/link";
import { Section } from "@/components/ui";
import { formatCount, formatNumber } from "@/lib/kernel/format";
import type { StatedFact } from "@/lib/register";

const SHOWN = 40;

/** Facts that no document states: accepted, shown as such and listed. */
export function UnsourcedSection({ facts }: { facts: readonly StatedFact[] }) {
  if (facts.length === 0) return null;
  const more = facts.length - SHOWN;
  return (
    <div className="mt-16">
      <Section
        title={`${formatCount(facts.length, "fact has", "facts have")} no source.`}
        text={<p>They stand as internal knowledge; only a fact with a source can be made public.</p>}
      >
        <ul className="history">
          {facts.slice(0, SHOWN).map((fact) => (
            <li key={fact.href}>
              <span className="mute">{fact.kind}</span> <Link href={fact.href}>{fact.label}</Link>
            </li>
          ))}
          {more > 0 ? <li className="mute">and {formatNumber(more)} more</li> : null}
        </ul>
      </Section>
    </div>
  );
}
