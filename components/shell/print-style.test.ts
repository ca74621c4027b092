import { expect, it } from "vitest";
import { printStyle } from "./print-style";

it("says on every sheet the address, when the page was read and when it was printed", () => {
  const [read_ms, printed_ms] = [Date.parse("2026-11-22T00:38:00Z"), Date.parse("2026-11-22T00:40:00Z")];
  const style = printStyle({ address: "http://127.0.0.1/promise/commitments?a=b", read_ms, printed_ms });
  expect(style).toContain(
    "http://127.0.0.1/promise/commitments?a=b  ·  read 22 November 2026, 00:38\u00a0UTC, printed 22 November 2026, 00:40\u00a0UTC",
  );
  expect(style).toContain("counter(pages)");
});

it("cannot be ended by what stands in an address", () => {
  const style = printStyle({ address: '"; } </style>\\', read_ms: 0, printed_ms: 0 });
  expect(style).toContain('content: "\\22 ; } \\3c /style>\\5c ');
  expect(style.match(/"/g)).toHaveLength(4);
});
