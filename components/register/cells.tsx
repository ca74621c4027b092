import Link from "next/link";
import { Unknown } from "@/components/ui";
import { formatBound, formatDateShort, formatMoney } from "@/lib/kernel/format";
import { inWords } from "@/lib/register";

/** Words of an enumeration, or hatched when nobody has said. */
export function Words({ value }: { value: string | null }) {
  return value === null || value === "unknown" ? <Unknown /> : inWords(value);
}

export function WordList({ values }: { values: readonly string[] }) {
  return values.length === 0 ? <span className="mute">none</span> : values.map(inWords).join(", ");
}

/** A date as precise as it is known. */
export function When({ value }: { value: string | null }) {
  return value === null ? <Unknown /> : <span className="nb">{formatDateShort(value)}</span>;
}

/** An amount with its bound: "about USD 8 bn". Absent is unknown, never zero. */
export function Money({
  amount,
  bound,
  currency,
}: {
  amount: string | null;
  bound: string;
  currency: string | null;
}) {
  if (amount === null) return <Unknown />;
  return <span className="nb">{formatBound(bound, formatMoney(amount, currency))}</span>;
}

/** Links to records, separated by commas. */
export function Links({ items }: { items: readonly { key: string; label: string; href: string }[] }) {
  if (items.length === 0) return <span className="mute">none recorded</span>;
  return (
    <>
      {items.map((item, at) => (
        <span key={item.key}>
          {at > 0 ? ", " : null}
          <Link href={item.href}>{item.label}</Link>
        </span>
      ))}
    </>
  );
}

/** Sources of a fact, or the word that there are none. */
export function Sources({ keys }: { keys: readonly string[] }) {
  if (keys.length === 0) return <span className="mute">no source</span>;
  return (
    <Links
      items={keys.map((key) => ({ key, label: key, href: `/register/sources/${encodeURIComponent(key)}` }))}
    />
  );
}
