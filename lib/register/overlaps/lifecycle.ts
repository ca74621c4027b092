import { isAhead, isPast } from "./dates";
import type { SnapshotAvailability, SnapshotPartnership, SnapshotProduct } from "./snapshot";

/**
 * Whether a product is live: preview or ga, and not retired. Where the lifecycle is unknown, a date of launch that
 * has passed or a channel that sells it now says so; where nothing does, it is not taken as live.
 */
export function isLive(product: SnapshotProduct, as_of_ms: number): boolean {
  if (product.lifecycle === "retired" || isPast(product.retired_on, as_of_ms)) return false;
  if (product.lifecycle !== null) return true;
  const launched = [product.preview, product.ga].some((date) => date !== null && !isAhead(date, as_of_ms));
  return launched || product.availability.some((one) => isAvailable(one, as_of_ms));
}

/** Whether a channel sells the product now; an unknown start counts as begun. */
export const isAvailable = (one: SnapshotAvailability, as_of_ms: number): boolean =>
  !isAhead(one.from, as_of_ms) && !isPast(one.until, as_of_ms);

const NOT_NOW = new Set(["planned", "ended"]);

/** Whether a partnership is in force: neither ahead nor over, by its dates or its status; unknown counts as in force. */
export const isInForce = (partnership: SnapshotPartnership, as_of_ms: number): boolean =>
  !NOT_NOW.has(partnership.status ?? "") &&
  !isAhead(partnership.start, as_of_ms) &&
  !isPast(partnership.end, as_of_ms);
