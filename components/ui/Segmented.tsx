import Link from "next/link";

export type SegmentedProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string; href?: string }[];
  /** Without it every option needs its href. */
  onChange?: (value: string) => void;
};

/** A choice of a few views. With an href each view has its own address and works without JavaScript. */
export function Segmented({ label, value, options, onChange }: SegmentedProps) {
  return (
    <fieldset className="seg" aria-label={label}>
      {options.map((option) =>
        option.href === undefined ? (
          <button
            key={option.value}
            type="button"
            aria-pressed={option.value === value}
            onClick={() => onChange?.(option.value)}
          >
            {option.label}
          </button>
        ) : (
          <Link
            key={option.value}
            href={option.href}
            aria-current={option.value === value ? "true" : undefined}
            scroll={false}
          >
            {option.label}
          </Link>
        ),
      )}
    </fieldset>
  );
}

export type TabsProps = {
  label: string;
  tabs: readonly { key: string; label: string; href: string; count?: number }[];
  current: string;
};

/** Parts of one record; each has its own address. */
export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.key} href={tab.href} aria-current={tab.key === current ? "page" : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <span className="mute"> {tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
