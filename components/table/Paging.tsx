import { LinkButton } from "@/components/ui";
import { formatCount, formatNumber } from "@/lib/kernel/format";
import type { TablePaging } from "./types";

type Href = (change: Record<string, unknown>) => string;

function PageLinks({ page, page_count, href }: { page: number; page_count: number; href: Href }) {
  if (page_count < 2) return null;
  return (
    <nav aria-label="Pages" className="flex gap-2">
      {page > 1 ? (
        <LinkButton size="small" href={href({ page: page - 1 === 1 ? null : page - 1 })}>
          Previous
        </LinkButton>
      ) : null}
      {page < page_count ? (
        <LinkButton size="small" href={href({ page: page + 1 })}>
          Next
        </LinkButton>
      ) : null}
    </nav>
  );
}

/** How many there are, which of them these are, and the way on. Links: they work without JavaScript. */
export function Paging({
  paging,
  shown,
  noun,
  cursor,
  href,
}: {
  paging: TablePaging;
  shown: number;
  noun: string;
  cursor: string | null;
  href: Href;
}) {
  if (paging.kind === "page")
    return (
      <div className="paging">
        <span>
          {formatCount(paging.total, noun)}
          {paging.page_count > 1 ? `, page ${paging.page} of ${formatNumber(paging.page_count)}` : ""}
        </span>
        <PageLinks page={paging.page} page_count={paging.page_count} href={href} />
      </div>
    );
  const total = paging.total === undefined ? "" : ` of ${formatNumber(paging.total)}`;
  const all = paging.next_cursor === null && cursor === null;
  return (
    <div className="paging">
      <span>{all ? formatCount(shown, noun) : `${formatCount(shown, noun)}${total} on this page`}</span>
      <nav aria-label="Pages" className="flex gap-2">
        {cursor === null ? null : (
          <LinkButton size="small" href={href({ cursor: null })}>
            First
          </LinkButton>
        )}
        {paging.next_cursor === null ? null : (
          <LinkButton size="small" href={href({ cursor: paging.next_cursor })}>
            Next
          </LinkButton>
        )}
      </nav>
    </div>
  );
}
