import Link from "next/link";

/** Two level bars: ours and the others'. */
export function Brand() {
  return (
    <Link className="brand" href="/">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M0 4h20v4.5H0z" fill="var(--own)" />
        <path d="M0 11.5h20V16H0z" fill="var(--ink)" />
      </svg>
      Evenhand
    </Link>
  );
}
