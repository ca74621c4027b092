import { formatDateTime } from "@/lib/kernel/format";

export type Printed = { address: string; read_ms: number; printed_ms: number };

/** A text as CSS content: what would end the string, or the sheet, is written by its code. */
const cssText = (text: string): string =>
  `"${text.replaceAll(/["\\<\n\r\f]/g, (sign) => `\\${(sign.codePointAt(0) ?? 32).toString(16)} `)}"`;

/** The margin of every sheet: where the page stands, of when it is and when it was printed, and which sheet of how many. */
export function printStyle({ address, read_ms, printed_ms }: Printed): string {
  const line = `${address}  ·  read ${formatDateTime(read_ms)}, printed ${formatDateTime(printed_ms)}`;
  const look = "font: 400 7.5pt sans-serif; color: #33353a; vertical-align: top; padding-top: 2mm;";
  return [
    "@page {",
    `@bottom-left { content: ${cssText(line)}; white-space: nowrap; ${look} }`,
    `@bottom-right { content: counter(page) " of " counter(pages); ${look} }`,
    "}",
  ].join(" ");
}
