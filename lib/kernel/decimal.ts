import Decimal from "decimal.js";

/** Amounts are decimal strings end to end: money never passes through a double. */
export const DECIMAL_PATTERN = /^-?\d{1,20}(\.\d{1,8})?$/;

/** Canonical text of an amount: no exponent, no trailing zeros. Throws when it is not a number. */
export const canonicalDecimal = (value: string | Decimal.Value): string => new Decimal(value).toFixed();

/** Sum of decimal strings, exact. */
export const sumDecimals = (values: readonly string[]): string =>
  values.reduce((sum, value) => sum.plus(value), new Decimal(0)).toFixed();

/** -1, 0 or 1. */
export const compareDecimals = (a: string, b: string): number => new Decimal(a).comparedTo(new Decimal(b));
