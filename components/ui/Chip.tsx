import Link from "next/link";

export type ChipProps = {
  label: string;
  /** Address without this filter; works without JavaScript. */
  remove_href?: string;
  onRemove?: () => void;
};

/** A filter in words, with a target of 24 px to take it off. */
export function Chip({ label, remove_href, onRemove }: ChipProps) {
  const removable = remove_href !== undefined || onRemove !== undefined;
  return (
    <span className={removable ? "chip" : "chip plain"}>
      {label}
      {remove_href !== undefined ? (
        <Link href={remove_href} aria-label={`Remove: ${label}`} scroll={false}>
          ×
        </Link>
      ) : null}
      {onRemove ? (
        <button type="button" aria-label={`Remove: ${label}`} onClick={onRemove}>
          ×
        </button>
      ) : null}
    </span>
  );
}
